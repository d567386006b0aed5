/** Whether the search of the site that was built finds what it must. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import MiniSearch from "minisearch";
import { searchOptions } from "./options.ts";
import { queries } from "./queries.ts";

/** How many of the first pages count. */
const first = 3;

/** The queries whose page is not among the first, as sentences. */
export async function missedQueries(folder: string): Promise<readonly string[]> {
  const index = await openIndex(folder);
  return queries.flatMap(([words, ...pages]) => {
    const found = pagesFor(index, words).slice(0, first);
    return found.some((page) => pages.includes(page))
      ? []
      : [`"${words}" finds ${found.join(", ") || "nothing"} and not ${pages.join(" or ")}`];
  });
}

/** The pages that a reader sees for a query, in their order, each once. */
function pagesFor(index: MiniSearch, words: string): readonly string[] {
  const found = index.search(words).map(({ id }) => String(id).replace(/(\.html)?(#.*)?$/, ""));
  return [...new Set(found)];
}

/** The index as the page opens it. */
async function openIndex(folder: string): Promise<MiniSearch> {
  const chunks = join(folder, "assets", "chunks");
  const file = readdirSync(chunks).find((name) => name.startsWith("@localSearchIndexroot"));
  if (file === undefined) throw new Error("The site has no index to search.");
  const { default: text } = (await import(pathToFileURL(join(chunks, file)).href)) as { default: string };
  const { options, searchOptions: ranking } = searchOptions.options.miniSearch;
  return MiniSearch.loadJSON(text, { ...options, searchOptions: ranking });
}
