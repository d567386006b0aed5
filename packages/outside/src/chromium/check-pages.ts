/** The bundled app in Chromium: in pages and in workers, under policies that forbid much, isolated or not. */
import { join } from "node:path";
import { chromium, type Browser } from "playwright-core";
import { findChromium } from "../../../browser-tests/test/find-chromium.ts";
import { serve } from "../../../browser-tests/test/serve.ts";
import type { AppReport } from "../app/report.ts";
import { bundleFolder, unbundledReport } from "../bundle/check-bundles.ts";
import { bundlers } from "../bundle/bundlers.ts";
import { differences } from "../bundle/differences.ts";
import { write } from "../project.ts";
import { failOn, inPairs } from "../run-command.ts";
import type { Step } from "../step.ts";

/** A Content-Security-Policy, and what it means for the app. */
interface Policy {
  readonly text: string | undefined;
  /** The backend that is left. */
  readonly backend: "js" | "wasm";
  /** Whether workers may be made of text, as threads are. */
  readonly allowsThreads: boolean;
}

const policies: readonly Policy[] = [
  { text: undefined, backend: "wasm", allowsThreads: true },
  { text: "default-src 'self'", backend: "js", allowsThreads: false },
  { text: "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'", backend: "wasm", allowsThreads: false },
  {
    text: "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:",
    backend: "wasm",
    allowsThreads: true,
  },
];

/** A way to open a bundle. */
interface Visit {
  readonly bundler: string;
  readonly policy: Policy;
  readonly isolated: boolean;
  readonly inWorker: boolean;
}

const visits: readonly Visit[] = bundlers.flatMap(({ name }) =>
  policies.flatMap((policy) =>
    [false, true].flatMap((isolated) =>
      [false, true].map((inWorker) => ({ bundler: name, policy, isolated, inWorker })),
    ),
  ),
);

export const checkPages: Step = {
  name: "pages",
  claim: "the page bundles give the same numbers in pages and workers of Chromium, whatever its policy forbids",
  run: async (place) => {
    const executablePath = findChromium();
    if (executablePath === null) return "left out: there is no Chromium on the PATH, nor in CHROMIUM_PATH";
    const expected = await unbundledReport(place);
    // Before all visits: two of them are under way at a time.
    for (const { name } of bundlers) {
      write(
        join(bundleFolder(place, name, "page"), "index.html"),
        `<!doctype html><meta charset="utf-8" /><script type="module" src="./page.js"></script>\n`,
      );
    }
    const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
    try {
      const faults = await inPairs(visits, async (visit) => {
        const folder = bundleFolder(place, visit.bundler, "page");
        return (await visitFaults(browser, folder, visit, expected)).map((fault) => `${describe(visit)}: ${fault}`);
      });
      failOn("In Chromium", faults.flat());
      return `${String(visits.length)} visits with ${browser.version()}`;
    } finally {
      await browser.close();
    }
  },
};

async function visitFaults(
  browser: Browser,
  folder: string,
  visit: Visit,
  expected: AppReport,
): Promise<readonly string[]> {
  const { isolated, policy, inWorker } = visit;
  const server = await serve(folder, { isolated, policy: policy.text });
  const page = await browser.newPage();
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(error.message));
  try {
    await page.goto(`${server.address}${inWorker ? "?worker" : ""}`);
    const report = await page.evaluate(() => globalThis.appReport);
    return typeof report === "string" ? [report] : reportFaults(report, visit, expected);
  } catch (error) {
    return [[String(error), ...said].join("\n    ")];
  } finally {
    await page.close();
    server.close();
  }
}

/** What a report of the app says that it should not. */
function reportFaults(report: AppReport, { policy, isolated }: Visit, expected: AppReport): readonly string[] {
  const { backend, notices, threads } = report;
  const wantsNotice = policy.backend === "js" || (isolated && !policy.allowsThreads);
  const isRight = notices.length === (wantsNotice ? 1 : 0);
  const isAlone = policy.backend === "js" || !isolated || !policy.allowsThreads;
  return [
    ...(backend === policy.backend ? [] : [`the backend is ${backend}, not ${policy.backend}`]),
    ...(isRight ? [] : [`${String(notices.length)} notices: ${notices.join(" / ")}`]),
    ...(isAlone && threads !== 1 ? [`there are ${String(threads)} threads, not 1`] : []),
    ...differences({ ...report, notices: [] }, expected),
  ];
}

function describe({ bundler, policy, isolated, inWorker }: Visit): string {
  const where = `${inWorker ? "a worker of " : ""}${isolated ? "an isolated page" : "a page"}`;
  return `${bundler}, ${where}, ${policy.text ?? "no policy"}`;
}
