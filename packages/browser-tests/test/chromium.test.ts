/**
 * The conformance suite in headless Chromium: on a page's main thread and in a worker, each on a page that is
 * cross-origin isolated, where memory may be shared, and on one that is not.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium } from "./find-chromium.ts";
import { startChromium, type Setting, type TaskRunner } from "./run-in-chromium.ts";

const executablePath = findChromium();
if (executablePath === null) {
  console.warn(
    "Left out: the tests in Chromium. There is none on the PATH; install it (Debian: apt-get install chromium) or give its path in CHROMIUM_PATH.",
  );
}

const settings: readonly (Setting & { readonly name: string })[] = [
  { name: "the main thread of an isolated page", place: "onMainThread", isolated: true },
  { name: "the main thread of a page that is not isolated", place: "onMainThread", isolated: false },
  { name: "a worker of an isolated page", place: "inWorker", isolated: true },
  { name: "a worker of a page that is not isolated", place: "inWorker", isolated: false },
];

const isolatedWorker: Setting = { place: "inWorker", isolated: true };

/**
 * Chromium has room for 124 memories in a process, because each takes 8 GiB of addresses, and the threads of a backend
 * let go of those of forgotten programs only when their engine collects garbage, which it has no reason to. Fourteen
 * samples on 2 and 3 threads share 112; then a new page goes on.
 */
const samplesPerPage = 14;

describe.skipIf(executablePath === null).concurrent("in headless Chromium", { timeout: 240_000 }, () => {
  let browser: TaskRunner;

  beforeAll(async () => {
    browser = await startChromium(executablePath!);
  }, 60_000);

  afterAll(() => browser.close());

  for (const { name, ...setting } of settings) {
    const environment = { crossOriginIsolated: setting.isolated, hasDocument: setting.place === "onMainThread" };
    const threads = setting.place === "inWorker" && setting.isolated ? [1, 2, 3] : [1];
    const count = threads.length > 1 ? samplesPerPage : Infinity;
    // A page for each part takes its time, so that with threads every third part is run; Node runs all with threads.
    const step = threads.length > 1 ? 3 * count : count;

    it(`every op agrees with the float64 oracle on ${name}, with ${threads.join(", ")} threads`, async () => {
      const ops = new Set<string>();
      const failures: string[] = [];
      for (let start = 0, samples = 1; start < samples; start += step) {
        const part = { start, count };
        const report = await browser.run(setting, { name: "ops", threads, part });
        expect(report.environment).toEqual(environment);
        expect(report.threads).toEqual([threads, threads]);
        for (const op of report.ops) ops.add(op);
        failures.push(...report.failures.map((failure) => `on ${name}: ${failure}`));
        ({ samples } = report);
      }
      expect(failures.join("\n")).toBe("");
      expect(ops.size).toBeGreaterThan(100);
    });

    it(`the default backend computes on ${name}`, async () => {
      const report = await browser.run(setting, { name: "defaults", threads: [] });
      expect(report).toMatchObject({ environment, backend: "wasm", sum: 6 });
      expect(report.threadsOfFour).toBe(threads.length > 1 ? 4 : 1);
      if (threads.length === 1) expect(report.threads).toBe(1);
    });
  }

  it("a convolutional network trains in a worker of an isolated page, with the same bits with 1 and 2 threads", async () => {
    const { runs } = await browser.run(isolatedWorker, { name: "training", threads: [1, 2] });
    expect(runs).toMatchObject([1, 2].map((threads) => ({ threads, ending: "completed", error: null })));
    const [first = [], second] = runs.map(({ losses }) => losses);
    expect(first).toHaveLength(10);
    expect(first.at(-1)).toBeLessThan(first[0]!);
    expect(second).toEqual(first);
  });
});
