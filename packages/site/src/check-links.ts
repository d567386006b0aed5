/** Whether every link of the site leads to a page of it, and to an anchor that is there; and that nothing comes from elsewhere. */
import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";

interface Page {
  readonly anchors: ReadonlySet<string>;
  readonly links: readonly string[];
  readonly loads: readonly string[];
}

/** What is broken, as sentences. */
export function brokenLinks(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const all = new Set(files);
  const pages = new Map(
    files.filter((file) => file.endsWith(".html")).map((file) => [file, readPage(join(folder, file))]),
  );
  return [...pages].flatMap(([file, { links, loads }]) => [
    ...links.flatMap((link) => fault(file, link, pages, all)),
    ...loads.filter((address) => /^(https?:)?\/\//.test(address)).map((address) => `${file} loads ${address}`),
  ]);
}

function readPage(path: string): Page {
  const text = readFileSync(path, "utf8");
  const values = (pattern: RegExp): string[] =>
    [...text.matchAll(pattern)].map(([, value = ""]) => value.replaceAll("&amp;", "&"));
  return {
    anchors: new Set(values(/\sid="([^"]*)"/g)),
    links: values(/<a\s[^>]*?href="([^"]*)"/g),
    loads: [
      ...values(/<(?:script|img|source|iframe)\s[^>]*?src="([^"]*)"/g),
      ...values(/<link\s[^>]*?href="([^"]*)"/g),
    ],
  };
}

function fault(
  file: string,
  link: string,
  pages: ReadonlyMap<string, Page>,
  all: ReadonlySet<string>,
): readonly string[] {
  if (/^[a-z]+:/i.test(link)) return [];
  const [path = "", anchor = ""] = link.split("#");
  const target =
    path === "" ? file : posix.normalize(path.startsWith("/") ? path.slice(1) : posix.join(posix.dirname(file), path));
  const found = [target, `${target}.html`, posix.join(target, "index.html")]
    .map((each) => decodeURIComponent(each))
    .find((each) => all.has(each));
  if (found === undefined) return [`${file} links to ${link}, which is not there`];
  const page = pages.get(found);
  if (anchor === "" || page === undefined || page.anchors.has(decodeURIComponent(anchor))) return [];
  return [`${file} links to ${link}, and there is no such anchor`];
}
