/** How VitePress builds the site from the pages that were written for it. */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitepress";
import { addPrograms } from "../../src/runnable/programs.ts";
import { codeTheme, highlightOnce } from "../../src/theme/code.ts";
import { addMath } from "../../src/theme/math.ts";
import { searchOptions } from "../../src/search/options.ts";
import { sidebar } from "../../src/theme/sidebar.ts";

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

export default defineConfig({
  title: "Rensa",
  description: "A differentiable dataflow graph runtime for TypeScript.",
  srcDir: path("../../../../.cache/site/pages"),
  outDir: path("../../../../docs/site"),
  cacheDir: path("../../../../.cache/site/vitepress"),
  cleanUrls: false,
  lastUpdated: false,
  metaChunk: true,
  // A font that stands in the style is loaded with every page, whether it shows a formula or not.
  vite: { build: { assetsInlineLimit: 0 } },
  // Sources are copied as files of their own, of which VitePress knows nothing.
  ignoreDeadLinks: [/^\/source\//],
  markdown: {
    config: (markdown) => {
      highlightOnce(markdown);
      addMath(markdown);
      addPrograms(markdown);
    },
    theme: codeTheme,
  },
  locales: { root: { label: "English", lang: "en" }, ja: { label: "日本語", lang: "ja" } },
  themeConfig: {
    // Only the chapters are there in both languages, and they say so themselves.
    i18nRouting: false,
    outline: [2, 3],
    search: searchOptions,
    nav: [
      { text: "Start", link: "/guides/install" },
      { text: "Learn", link: "/learn/" },
      { text: "Plugins", link: "/guides/plugins" },
      { text: "Reference", link: "/reference/" },
      { text: "Play", link: "/play" },
    ],
    sidebar: sidebar(),
  },
});
