/** The colors of code, as names whose values the styles have for light and dark: what is read once needs no second look for the dark. */
import { createCssVariablesTheme } from "shiki";
import type { MarkdownRenderer } from "vitepress";

/** Of the pages, and of the copies of the sources. */
export const codeTheme = createCssVariablesTheme({ name: "rensa", variablePrefix: "--code-", fontStyle: false });

/** Colors a block once: each page is rendered for the browser, for the server and for the search. */
export function highlightOnce({ options }: MarkdownRenderer): void {
  const { highlight } = options;
  if (highlight === null || highlight === undefined) throw new Error("The renderer colors no code.");
  const known = new Map<string, string>();
  options.highlight = (code, language, attributes) => {
    const key = JSON.stringify([code, language, attributes]);
    const text = known.get(key) ?? highlight(code, language, attributes);
    known.set(key, text);
    return text;
  };
}
