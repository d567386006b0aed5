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

const isolatedPage: Setting = { place: "onMainThread", isolated: true };

describe.skipIf(executablePath === null).concurrent("in headless Chromium", () => {
  let browser: TaskRunner;

  beforeAll(async () => {
    browser = await startChromium(executablePath!);
  });

  afterAll(() => browser.close());

  for (const { name, ...setting } of settings) {
    const environment = { crossOriginIsolated: setting.isolated, hasDocument: setting.place === "onMainThread" };
    // On the main thread, `run` runs the parts of all threads.
    const threads = setting.isolated ? [3] : [1];

    it(`every other op agrees with the float64 oracle on ${name}, with ${threads.join(", ")} threads`, async () => {
      const report = await browser.run(setting, { name: "ops", threads });
      expect(report.environment).toEqual(environment);
      expect(report.threads).toEqual([threads, threads]);
      expect(report.failures.map((failure) => `on ${name}: ${failure}`).join("\n")).toBe("");
      expect(new Set(report.ops).size).toBeGreaterThan(100);
    });

    it(`the default backend computes on ${name}`, async () => {
      const report = await browser.run(setting, { name: "defaults", threads: [] });
      expect(report).toMatchObject({ environment, backend: "wasm", sum: 6 });
      expect(report.threadsOfFour).toBe(setting.isolated ? 4 : 1);
      if (!setting.isolated) expect(report.threads).toBe(1);
    });
  }

  for (const setting of [isolatedWorker, isolatedPage]) {
    const where = setting.place === "inWorker" ? "in a worker" : "on its main thread";

    it(`a page compiles, runs and forgets 300 threaded programs ${where}`, async () => {
      const report = await browser.run(setting, { name: "forgetting", threads: [2] });
      expect(report).toMatchObject({ programs: 300, wrong: 0, threadsAfter: 2 });
    });
  }

  it("a page goes on while programs run, with the bits and the state of run, and hears of lost workers", async () => {
    const { runs, lost } = await browser.run(isolatedPage, { name: "freePage", threads: [1, 2] });
    for (const [position, { ticks, ...run }] of runs.entries()) {
      expect(run).toEqual({
        threads: position + 1,
        refused: ["PROGRAM_BUSY", "PROGRAM_BUSY"],
        sameResults: true,
        sameState: true,
        sameAfter: true,
      });
      // A page that computed would see one tick or two.
      expect(ticks).toBeGreaterThan(5);
    }
    expect(lost).toEqual({ codes: ["THREAD_LOST", "THREAD_LOST"], isAlive: true, closed: "THREAD_LOST" });
  });

  it("a convolutional network trains in a worker of an isolated page, with the same bits with 1 and 2 threads", async () => {
    const { runs } = await browser.run(isolatedWorker, { name: "training", threads: [1, 2] });
    expect(runs).toMatchObject([1, 2].map((threads) => ({ threads, ending: "completed", error: null })));
    const [first = [], second] = runs.map(({ losses }) => losses);
    expect(first).toHaveLength(10);
    expect(first.at(-1)).toBeLessThan(first[0]!);
    expect(second).toEqual(first);
  });
});
