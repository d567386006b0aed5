/** The site's own copy of the sources, with colors and an anchor a line, so that a link to one works without a network. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createHighlighter } from "shiki";
import { root } from "../root.ts";
import { codeTheme } from "../theme/code.ts";

/** The address of a line of a file, from `packages/` on. */
export function sourceAddress(file: string, line: number): string {
  return `/source/packages/${file}.html#L${String(line)}`;
}

/**
 * Writes the pages of files.
 *
 * @param files - from the root of the repository.
 * @param folder - where the site's public files stand.
 */
export async function writeSourcePages(files: readonly string[], folder: string): Promise<void> {
  const highlighter = await createHighlighter({
    langs: ["typescript", "markdown", "python", "json"],
    themes: [codeTheme],
  });
  for (const file of files) {
    const code = readFileSync(join(root, file), "utf8");
    const html = highlighter.codeToHtml(code, {
      lang: languageOf(file),
      theme: codeTheme.name ?? "",
      transformers: [
        {
          line(node, line) {
            node.properties["id"] = `L${String(line)}`;
          },
        },
      ],
    });
    const path = join(folder, "source", `${file}.html`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, pageOf(file, html));
  }
  highlighter.dispose();
}

function pageOf(file: string, html: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${file}</title>
<link rel="stylesheet" href="/source.css">
</head>
<body>
<header><a href="/">Rensa</a> <a href="/reference/">Reference</a> <h1>${file}</h1></header>
<main tabindex="-1">${html}</main>
</body>
</html>
`;
}

function languageOf(file: string): string {
  const ending = file.slice(file.lastIndexOf(".") + 1);
  return { ts: "typescript", md: "markdown", py: "python", json: "json" }[ending] ?? "text";
}
