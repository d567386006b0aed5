/** How pages are found: by their names, by the other words for these, and by what they say. */
import type { DefaultTheme } from "vitepress";

/** What stands between a page's text and the other words for it. */
const mark = "⁂";

const miniSearch = {
  options: {
    // Questions are asked in sentences.
    processTerm: (term: string): string | null => {
      const word = term.toLowerCase();
      const isEmpty = [
        "a",
        "an",
        "and",
        "about",
        "do",
        "does",
        "for",
        "how",
        "in",
        "is",
        "it",
        "of",
        "op",
        "the",
        "to",
        "what",
        "which",
        "with",
      ].includes(word);
      return isEmpty ? null : word;
    },
    fields: ["title", "titles", "words", "parts", "text"],
    storeFields: ["title", "titles"],
    extractField: (document: Readonly<Record<string, string>>, field: string): string | undefined => {
      const at = ["text", "words", "parts"].indexOf(field);
      return at < 0 ? document[field] : (document["text"] ?? "").split("⁂")[at];
    },
  },
  searchOptions: {
    prefix: (term: string): boolean => term.length > 2,
    fuzzy: (term: string): number => (term.length > 4 ? 0.15 : 0),
    boost: { title: 10, words: 8, parts: 5, titles: 1, text: 1 },
    // A word that only begins or sounds like the one that was typed is a guess; many other words make a page no worse.
    weights: { prefix: 0.15, fuzzy: 0.15 },
    bm25: { k: 1.2, b: 0.1, d: 0.5 },
    // Who writes a backend knows the names; who looks for a word wants what he can call.
    boostDocument: (id: string): number =>
      id.includes("/reference/compiler/") || id.includes("/types/")
        ? 0.4
        : id.includes("/guides/support-matrix")
          ? 0.2
          : 1,
  },
};

/** For VitePress. Of a page of the reference only what it is goes into the index, so that this stays small. */
export const searchOptions = {
  provider: "local",
  options: {
    miniSearch,
    _render: (
      source: string,
      environment: { frontmatter?: Readonly<Record<string, unknown>>; relativePath: string },
      markdown: { render: (source: string, environment: unknown) => string },
    ) => {
      const html = markdown.render(source, environment);
      const { words, parts } = environment.frontmatter ?? {};
      const isReference =
        environment.relativePath.startsWith("reference/") && !environment.relativePath.endsWith("/codes.md");
      const end = isReference ? html.search(/<h2[ >]/) : -1;
      const begin = end < 0 ? html : html.slice(0, end);
      const shown = isReference ? begin.replaceAll(/<pre[\s\S]*?<\/pre>/g, "") : begin;
      const hidden = [words, parts].map((each) => `${mark} ${typeof each === "string" ? each : ""}`);
      return `${shown}<p>${hidden.join(" ")}</p>`;
    },
  },
} satisfies { provider: "local"; options: DefaultTheme.LocalSearchOptions };
