/** Formulas: `$x$` and `$$ x $$` become KaTeX, with MathML for who hears them. */
import { katex, type MarkdownItKatexOptions } from "@mdit/plugin-katex";
import type { MarkdownRenderer } from "vitepress";

/** Adds them to the renderer of the pages. */
export function addMath(markdown: MarkdownRenderer): void {
  const options: MarkdownItKatexOptions = {
    throwOnError: true,
    // What is LaTeX in two braces is no expression of Vue.
    transformer: (html, isBlock) =>
      isBlock ? `<div v-pre class="rensa-formula" tabindex="0">${html}</div>` : `<span v-pre>${html}</span>`,
  };
  // VitePress's types of the renderer are of another release than the plugin's.
  Reflect.apply(katex, undefined, [markdown, options]);
}
