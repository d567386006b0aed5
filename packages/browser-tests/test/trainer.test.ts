/** A page in headless Chromium that trains in a Web Worker, and steers the run. */
import { rmSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EndReport, ResumeReport, ScheduleReport, SteeringReport, TrainerPage } from "../src/trainer/report.ts";
import { bundle, type Bundle } from "./bundle.ts";
import { findChromium } from "./find-chromium.ts";
import { serve, type FileServer } from "./serve.ts";

const executablePath = findChromium();
if (executablePath === null) {
  console.warn(
    "Left out: trainings in Chromium. There is none on the PATH; install it (Debian: apt-get install chromium) or give its path in CHROMIUM_PATH.",
  );
}

describe.skipIf(executablePath === null)("a page that trains in a worker", () => {
  let built: Bundle;
  let server: FileServer;
  let browser: Browser;

  beforeAll(async () => {
    built = await bundle("trainer");
    server = await serve(built.folder, { isolated: false });
    browser = await chromium.launch({ executablePath: executablePath!, args: ["--no-sandbox"] });
  });

  afterAll(async () => {
    await browser.close();
    server.close();
    rmSync(built.folder, { recursive: true });
  });

  async function on<Result>(task: keyof TrainerPage): Promise<Result> {
    const page = await browser.newPage();
    try {
      const failed = new Promise<never>((_, reject) => {
        page.on("pageerror", reject);
        page.on("crash", () => reject(new Error("The page crashed.")));
      });
      await page.goto(server.address);
      // It runs in the page: it may refer to nothing outside itself.
      const call = (name: keyof TrainerPage): Promise<unknown> =>
        (globalThis as typeof globalThis & { readonly rensaTrainer: TrainerPage }).rensaTrainer[name]();
      return (await Promise.race([page.evaluate(call, task), failed])) as Result;
    } finally {
      await page.close();
    }
  }

  it("pauses, goes on with another rate, stops early with the best parameters, and stays free", async () => {
    const report = await on<SteeringReport>("steer");
    expect(report.pausedAt).toBe(10);
    expect(report.isStill).toBe(true);
    expect(report.rates.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => Math.fround(0.01)));
    expect(new Set(report.rates.slice(10))).toEqual(new Set([1 / 64]));
    expect(
      report.events.filter((name) => ["paused", "learningRateChanged", "resumed", "stopped"].includes(name)),
    ).toEqual(["paused", "learningRateChanged", "resumed", "stopped"]);
    const best = report.losses.indexOf(Math.min(...report.losses)) + 1;
    expect(report).toMatchObject({
      status: "stopped",
      reason: expect.stringContaining(`epoch ${String(best)}`) as string,
    });
    expect(report.losses).toHaveLength(best + 3);
    expect(report.restored).toEqual([best]);
    // A page that computed would take a turn once in a few steps.
    expect(report.turns).toBeGreaterThan(report.rates.length);
  });

  it("follows a schedule with the bits of a run on its main thread", async () => {
    const { rates, ...report } = await on<ScheduleReport>("schedule");
    expect(report).toEqual({ sameLosses: true, sameParameters: true, ending: "completed" });
    expect(rates).toHaveLength(30);
    for (const [step, rate] of rates.entries())
      expect(rate).toBeCloseTo(0.005 * (1 + Math.cos((Math.PI * step) / 30)), 7);
  });

  it("ends a run with a signal", async () => {
    expect(await on<EndReport>("abort")).toMatchObject({
      last: { type: "stopped", reason: "the tab was left", step: 20 },
      code: "none",
    });
  });

  it("notices that its worker was ended", async () => {
    expect(await on<EndReport>("lose")).toMatchObject({
      last: { type: "failed", error: { code: "THREAD_LOST" } },
      code: "THREAD_LOST",
    });
  });

  for (const task of ["resumeFromOpfs", "resumeFromIndexedDB"] as const) {
    it(`goes on from a checkpoint with the bits of a run that was never stopped: ${task}`, async () => {
      const { saved, ...report } = await on<ResumeReport>(task);
      expect(report).toEqual({ resumedAt: 14, sameState: true });
      expect(saved.at(-1)).toBe(14);
    });
  }

  it("is built without a warning", () => {
    expect(built.warnings).toEqual([]);
  });
});
