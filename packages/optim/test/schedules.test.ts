/** Schedules beyond what PyTorch has: joined, warmed up, far ahead, sampled and drawn. */
import { jsBackend } from "@rensa/backend-js";
import { compile, cond, full, trace } from "@rensa/core";
import { less } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import { cosineWithRestarts } from "../src/schedules/cosine-with-restarts.ts";
import { exponentialDecay } from "../src/schedules/exponential-decay.ts";
import { inverseSquareRoot } from "../src/schedules/inverse-square-root.ts";
import { inverseTime } from "../src/schedules/inverse-time.ts";
import { joinSchedules } from "../src/schedules/join-schedules.ts";
import { oneCycle } from "../src/schedules/one-cycle.ts";
import { piecewise } from "../src/schedules/piecewise.ts";
import { plotSchedule } from "../src/schedules/plot-schedule.ts";
import { linear, polynomialDecay } from "../src/schedules/polynomial-decay.ts";
import { sampleSchedule } from "../src/schedules/sample-schedule.ts";
import { constantRate, cosine, type Schedule } from "../src/schedules/schedule.ts";
import { multiStepDecay, stepDecay } from "../src/schedules/step-decay.ts";
import { warmUp } from "../src/schedules/warm-up.ts";

/** The rate at steps, from a compiled program. */
async function ratesAt(schedule: Schedule, steps: readonly number[]): Promise<number[]> {
  const traced = trace({ step: { shape: [], dtype: "i32" } as const }, ({ step }) => schedule(step));
  const program = await compile(traced, { backend: jsBackend() });
  return steps.map((step) => program.run({ step }).data[0]!);
}

const all: Readonly<Record<string, Schedule>> = {
  constantRate: constantRate(0.25),
  cosine: cosine({ peak: 1, steps: 30, warmUp: 5, floor: 0.1 }),
  stepDecay: stepDecay({ start: 1, every: 7 }),
  multiStepDecay: multiStepDecay({ start: 1, boundaries: [3, 9] }),
  exponentialDecay: exponentialDecay({ start: 1, factor: 0.5, every: 10 }),
  polynomialDecay: polynomialDecay({ start: 1, end: 0.2, steps: 20, power: 3 }),
  linear: linear({ start: 0, end: 1, steps: 10 }),
  inverseTime: inverseTime({ start: 1, decay: 0.5 }),
  inverseSquareRoot: inverseSquareRoot({ peak: 1, warmUp: 4 }),
  cosineWithRestarts: cosineWithRestarts({ peak: 1, steps: 5, factor: 3 }),
  oneCycle: oneCycle({ peak: 1, steps: 30 }),
  piecewise: piecewise([1, 0.5, 0.125], [4, 8]),
  warmUp: warmUp(constantRate(1), 8),
  joined: joinSchedules(
    [linear({ start: 0, end: 1, steps: 5 }), constantRate(1), inverseTime({ start: 1, decay: 1 })],
    [5, 10],
  ),
};

describe("a sampled schedule is what a program computes", () => {
  it.each(Object.entries(all))("%s", async (_, schedule) => {
    const sampled = await sampleSchedule(schedule, 40);
    const computed = await ratesAt(schedule, [...sampled.keys()]);
    sampled.forEach((rate, at) => {
      expect(Math.abs(rate - computed[at]!)).toBeLessThan(1e-6);
    });
  });
});

describe("a schedule", () => {
  it("of pieces changes exactly at its boundaries", async () => {
    expect([...(await sampleSchedule(all["piecewise"]!, 10))]).toEqual([1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.125, 0.125]);
  });

  it("that is warmed up rises to its first rate and then starts", async () => {
    const schedule = warmUp(piecewise([1, 0.5], [2]), 4, { from: 0.5 });
    expect([...(await sampleSchedule(schedule, 8))]).toEqual([0.5, 0.625, 0.75, 0.875, 1, 1, 0.5, 0.5]);
  });

  it("that is joined starts at its boundary", async () => {
    const down = linear({ start: 1, steps: 4 });
    expect([...(await sampleSchedule(joinSchedules([down, down, constantRate(2)], [3, 5]), 7))]).toEqual([
      1, 0.75, 0.5, 1, 0.75, 2, 2,
    ]);
    expect([...(await sampleSchedule(joinSchedules([down], []), 2))]).toEqual([1, 0.75]);
  });

  it("falls by the time", async () => {
    expect([...(await sampleSchedule(inverseTime({ start: 1, decay: 1 }), 4))]).toEqual([1, 1 / 2, 1 / 3, 1 / 4]);
  });

  it("restarts to the step in the far future too", async () => {
    // Periods of 3, 6, 12, ...: the k-th starts at 3 (2^k - 1).
    const schedule = cosineWithRestarts({ peak: 1, steps: 3, factor: 2 });
    const start = 3 * (2 ** 28 - 1);
    const [before, at] = await ratesAt(schedule, [start - 1, start]);
    expect(before).toBeLessThan(1e-6);
    expect(at).toBe(1);
  });

  it("stays where it ends", async () => {
    for (const [schedule, end] of [
      [oneCycle({ peak: 1, steps: 10 }), 1 / 25e4],
      [cosine({ peak: 1, steps: 10, floor: 0.5 }), 0.5],
      [polynomialDecay({ start: 1, end: 0.25, steps: 10, power: 2 }), 0.25],
    ] as const) {
      expect((await sampleSchedule(schedule, 50)).at(-1)).toBeCloseTo(end, 12);
    }
  });

  it("refuses numbers that are out of range, and says which", async () => {
    for (const [make, words] of [
      [() => constantRate(-1), /rate is -1/],
      [() => cosine({ peak: -1, steps: 4 }), /peak is -1/],
      [() => stepDecay({ start: 1, every: 0 }), /every is 0/],
      [() => multiStepDecay({ start: 1, boundaries: [5, 5] }), /ascending/],
      [() => multiStepDecay({ start: 1, boundaries: [] }), /no boundaries/],
      [() => exponentialDecay({ start: 1, factor: 0 }), /factor is 0/],
      [() => polynomialDecay({ start: 1, steps: 10, power: 0 }), /power is 0/],
      [() => linear({ start: 1, steps: 0.5 }), /steps is 0.5/],
      [() => inverseTime({ start: 1, decay: -1 }), /decay is -1/],
      [() => inverseSquareRoot({ peak: 1, warmUp: 0 }), /warmUp is 0/],
      [() => cosineWithRestarts({ peak: 1, steps: 5, factor: 1.5 }), /factor is 1.5/],
      [() => oneCycle({ peak: 1, steps: 10, rise: 0.05 }), /rise of 0.05/],
      [() => oneCycle({ peak: 1, steps: 10, rise: 1 }), /rise of 1/],
      [() => piecewise([1], [3]), /1 rates and 1 boundaries/],
      [() => joinSchedules([], []), /0 schedules/],
      [() => warmUp(constantRate(1), 5, { from: 2 }), /from is 2/],
    ] as const) {
      expect(make).toThrow(words);
      expect(make).toThrow(expect.objectContaining({ code: "ARGUMENT_INVALID" }) as Error);
    }
    await expect(sampleSchedule(constantRate(1), 0)).rejects.toThrow(/steps is 0/);
    await expect(plotSchedule(constantRate(1), 5, { width: 0 })).rejects.toThrow(/width is 0/);
  });

  it("with a branch is refused where there is no backend", async () => {
    const branching: Schedule = (step) =>
      cond(
        less(step, 5),
        () => full([], 1),
        () => full([], 0.5),
      );
    await expect(sampleSchedule(branching, 3)).rejects.toThrow(/needs a backend/);
  });
});

describe("a plotted schedule", () => {
  it("shows its rates from 0 to the highest", async () => {
    expect(`\n${await plotSchedule(cosine({ peak: 0.2, steps: 100, warmUp: 20 }), 100, { width: 30, height: 5 })}`)
      .toMatchInlineSnapshot(`
      "
      0.2 ┤⠀⠀⠀⠀⠀⡠⠋⠉⠑⠒⠢⢄⣀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀
          ┤⠀⠀⠀⠀⡰⠁⠀⠀⠀⠀⠀⠀⠀⠉⠢⢄⡀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀
          ┤⠀⠀⢀⠜⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠈⠑⠤⣀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀
          ┤⠀⢠⠃⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠑⠢⢄⡀⠀⠀⠀⠀⠀⠀
        0 ┤⡰⠁⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠈⠑⠢⠤⢄⣀⣀
          └──────────────────────────────
           0                           99"
    `);
    expect(`\n${await plotSchedule(piecewise([1, 0.25], [5]), 10, { width: 10, height: 3 })}`).toMatchInlineSnapshot(`
      "
      1 ┤⠉⠉⠉⠉⠉⡆⠀⠀⠀⠀
        ┤⠀⠀⠀⠀⠀⡇⠀⠀⠀⠀
      0 ┤⠀⠀⠀⠀⠀⠉⠉⠉⠉⠉
        └──────────
         0        9"
    `);
  });

  it("shows a rate of 0, and a single step", async () => {
    expect((await plotSchedule(constantRate(0), 3, { width: 4, height: 2 })).split("\n")).toEqual([
      "  ┤⠀⠀⠀⠀",
      "0 ┤⣀⣀⣀⣀",
      "  └────",
      "   0  2",
    ]);
    expect(await plotSchedule(constantRate(1), 1, { width: 2, height: 1 })).toContain("⠉⠉");
  });
});
