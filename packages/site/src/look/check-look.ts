/** The site in a browser: what a reader with a phone, in the dark, or with a screen reader gets, and how much is loaded. */
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium, type Browser, type Page } from "playwright-core";
import { findChromium } from "../../../browser-tests/test/find-chromium.ts";
import { serve } from "../../../browser-tests/test/serve.ts";
import { root } from "../root.ts";
import { figureFaults } from "./check-figures.ts";
import { editorFaults } from "./check-editor.ts";
import { playFaults, programFaults } from "./check-programs.ts";

/** One page of each kind. */
const pages: Readonly<Record<string, string>> = {
  home: "",
  guide: "guides/training.html",
  "gradient descent": "learn/gradient-descent.html",
  "chain rule": "learn/chain-rule.html",
  "two hidden layers": "learn/two-hidden-layers.html",
  "vanishing gradients": "learn/vanishing-gradients.html",
  "starting points": "learn/starting-points.html",
  "shared weights": "learn/shared-weights.html",
  japanese: "ja/learn/two-hidden-layers.html",
  op: "reference/ops/gelu.html",
  family: "reference/ops/",
  symbol: "reference/optimizers/adam.html",
  codes: "reference/errors/codes.html",
  forms: "guides/plugin-forms.html",
  play: "play.html",
  source: "source/packages/core/src/graph/error.ts.html",
};

/** What of them is looked at in the dark and on a phone too: the kinds that are laid out apart. */
const laidOutApart: readonly string[] = ["home", "guide", "two hidden layers", "op", "source", "play"];

const views = [
  { name: "light", colorScheme: "light", viewport: { width: 1280, height: 900 } },
  { name: "dark", colorScheme: "dark", viewport: { width: 1280, height: 900 } },
  { name: "phone", colorScheme: "light", viewport: { width: 390, height: 844 } },
] as const;

/** What a first visit may load, with gzip; the editor apart, which is there for who asks for it. */
const mostBytes = 250_000;
const ofEditor = /\/run\/|\/program-editor\./;

/** What is wrong with the look of the site, as sentences; `null` where there is no Chromium to look with. Leaves pictures in `.cache`. */
export async function lookAt(folder: string): Promise<readonly string[] | null> {
  const executablePath = findChromium();
  if (executablePath === null) return null;
  const pictures = join(root, ".cache", "site", "looks");
  mkdirSync(pictures, { recursive: true });
  const server = await serve(folder, { isolated: true });
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const faults: string[] = [];
  try {
    for (const { name: view, ...context } of views) {
      for (const [kind, path] of Object.entries(pages)) {
        if (view !== "light" && !laidOutApart.includes(kind)) continue;
        const found = await lookAtPage(
          browser,
          context,
          server.address + path,
          join(pictures, `${kind}-${view}.png`),
          view === "light",
        );
        faults.push(...found.map((fault) => `${kind}, ${view}: ${fault}`));
      }
    }
    faults.push(...(await playFaults(await browser.newPage(), server.address)));
    for (const { name: view, ...context } of views) {
      const page = await browser.newPage(context);
      const found = await editorFaults(page, `${server.address}guides/transforms.html`);
      await page.screenshot({ path: join(pictures, `editor-${view}.png`) });
      faults.push(...[...found, ...(await barriers(page))].map((fault) => `editor, ${view}: ${fault}`));
      await page.close();
    }
  } finally {
    await browser.close();
    server.close();
  }
  return faults;
}

async function lookAtPage(
  browser: Browser,
  context: Parameters<Browser["newContext"]>[0],
  address: string,
  picture: string,
  worksIt: boolean,
): Promise<readonly string[]> {
  const opened = await browser.newContext(context);
  const page = await opened.newPage();
  const faults: string[] = [];
  let bytes = 0;
  page.on("pageerror", (error) => faults.push(`an error in the page: ${error.message}`));
  page.on("request", (request) => {
    const { origin } = new URL(request.url());
    if (origin !== new URL(address).origin && origin !== "null") faults.push(`a request to ${request.url()}`);
  });
  const bodies: Promise<void>[] = [];
  page.on("response", (response) => {
    if (ofEditor.test(response.url())) return;
    bodies.push(
      response.body().then(
        (body) => {
          bytes += gzipSync(body).length;
        },
        () => undefined,
      ),
    );
  });
  await page.goto(address, { waitUntil: "networkidle" });
  await Promise.all(bodies);
  if (bytes > mostBytes) faults.push(`it loads ${String(bytes)} bytes, and ${String(mostBytes)} are allowed`);
  if (worksIt) faults.push(...(await figureFaults(page)), ...(await programFaults(page)));
  await page.screenshot({ path: picture });
  faults.push(...(await barriers(page)));
  const isTooWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1);
  if (isTooWide) faults.push("it is wider than its window");
  await opened.close();
  return faults;
}

interface Barrier {
  readonly id: string;
  readonly impact: string | null;
  readonly help: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** What keeps somebody from reading it, as axe sees it. */
async function barriers(page: Page): Promise<readonly string[]> {
  const require = createRequire(import.meta.url);
  await page.addScriptTag({ content: readFileSync(require.resolve("axe-core/axe.min.js"), "utf8") });
  const violations = await page.evaluate<readonly Barrier[]>("axe.run().then(({ violations }) => violations)");
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(
      ({ id, help, nodes }) => `${id}: ${help} (${String(nodes.length)} times, ${nodes[0]?.html.slice(0, 120) ?? ""})`,
    );
}
