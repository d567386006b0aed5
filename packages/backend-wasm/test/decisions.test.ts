/** What is decided of kernels, as their descriptions say: lanes, how contractions are packed, and what threads divide. */
import { compile, f32, f64, trace, type Tensor, type Traced } from "@rensa/core";
import { atOnce, planningBackend, type ProgramPlan } from "@rensa/core/compiler";
import { add, exp, matmul, mul, sum, tanh, transpose } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import { programModule, type ProgramModule } from "../src/program/program-module.ts";
import { partsFor } from "../src/program/program-parts.ts";
import * as barriers from "../src/threads/barrier.ts";

type Pair = readonly [x: readonly number[], y: readonly number[], combine: (x: Tensor, y: Tensor) => unknown];

/** Two inputs combined, in f32 or f64. */
const program = ([x, y, combine]: Pair, type = f32): Traced<never, never> =>
  trace({ x: type(...x), y: type(...y) }, (given) => combine(given.x, given.y) as Tensor) as never;

/** The plan that a backend would be given. */
async function planOf(traced: Traced<never, never>): Promise<ProgramPlan> {
  const plans: ProgramPlan[] = [];
  const backend = planningBackend((plan) => plans.push(plan));
  await compile(traced, { backend });
  return plans[0] as ProgramPlan;
}

/** The module that is made, for a page, whose programs are divided however small they are. */
async function moduleOf(
  traced: Traced<never, never>,
  threads: number,
  grain: number,
  { onPage = true, choosesThreads = false } = {},
): Promise<ProgramModule> {
  const plan = await planOf(traced);
  const settings = { ...(await partsFor(plan)), threads, choosesThreads, barriers, fused: false, grain, onPage };
  return atOnce(programModule(plan, { ...settings, patience: 30, inStore: null }));
}

/** What is said of the kernels, in order. */
async function decided(...given: Parameters<typeof moduleOf>): Promise<readonly string[]> {
  return [...(await moduleOf(...given)).descriptions.values()];
}

const turned = (y: Tensor): Tensor => transpose(y, (y.shape.length === 3 ? [0, 2, 1] : [1, 0]) as never);

describe("kernels are computed", () => {
  const cases: Readonly<Record<string, readonly [Pair, words: string]>> = {
    "one row after the other": [[[64, 32], [32], add], "rows by 4 lanes, split over 2 threads"],
    "along rows that two threads divide where the outer loop is read in another order": [
      [[64, 32], [32, 64], (x, y) => add(x, turned(y))],
      "rows by 4 lanes, split over 2 threads",
    ],
    "and where there are three such loops": [
      [[8, 4, 32], [8, 32, 4], (x, y) => add(x, turned(y))],
      "rows by 4 lanes, split over 2 threads",
    ],
    "with one sum for each row": [[[64, 32], [1], (x) => sum(x, 1 as never)], "rows by 4 lanes, split over 2 threads"],
    "with one sum of all, which nothing divides": [[[64], [1], (x) => sum(x)], "rows by 4 lanes, one thread"],
    "in panels": [
      [[64, 64], [64, 64], matmul],
      "right operand packed into panels by 4 lanes, split over 2 threads; contraction 1 x 64 x 64 x 64, rows split",
    ],
    "in panels of what is turned": [
      [[64, 64], [64, 64], (x, y) => matmul(x, turned(y) as never)],
      "right operand packed into panels by squares; contraction 1 x 64 x 64 x 64, rows split",
    ],
    "by columns where there are few rows": [
      [[4, 64], [64, 640], matmul],
      "contraction 1 x 4 x 64 x 640, columns split",
    ],
    "by products where there are many": [
      [[16, 16, 16], [16, 16, 16], matmul],
      "contraction 16 x 16 x 16 x 16, batch split",
    ],
    "as plain loops where a product is small": [
      [[4, 8], [8, 8], matmul],
      "contraction by 4 lanes, split over 2 threads",
    ],
  };
  it.each(Object.entries(cases))("%s", async (_name, [pair, words]) => {
    expect(await decided(program(pair), 2, 0)).toEqual([words]);
  });

  it("by as many lanes as the widest of their dtypes has", async () => {
    expect(await decided(program([[64], [64], (x, y) => add(exp(x), y as never)], f64 as never), 1, 0)).toEqual([
      "rows by 2 lanes, one thread",
    ]);
    const product: Pair = [[64, 64], [64, 64], (x, y) => matmul(tanh(x) as never, mul(y, 2) as never)];
    expect((await decided(program(product, f64 as never), 1, 0)).at(-1)).toBe(
      "right operand packed into panels by 2 lanes, one thread; contraction 1 x 64 x 64 x 64, none split",
    );
  });

  it("by several threads from the grain on: a contraction costs its products, four at a time", async () => {
    const product = program([[64, 64], [64, 64], matmul]);
    const cost = 64 ** 3 / 4;
    const [split = ""] = await decided(product, 2, cost);
    const [alone = ""] = await decided(product, 2, cost + 1);
    expect([split, alone].map((each) => each.split(", ").at(-1))).toEqual(["rows split", "none split"]);
  });

  it("by one thread in a program of less than seven grains, where that thread may wait", async () => {
    const product = program([[4, 64], [64, 640], matmul]);
    const seventh = Math.floor((4 * 64 * 640) / 4 / 7);
    const words = async (grain: number): Promise<string | undefined> =>
      (await decided(product, 2, grain, { onPage: false }))[0]?.split(", ").at(-1);
    expect([await words(seventh), await words(seventh + 1)]).toEqual(["columns split", "none split"]);
  });

  it("by as many threads as have ten grains each, and by two at least, where threads are chosen", async () => {
    const product = program([[4, 64], [64, 640], matmul]);
    const chosen = async (grain: number, choosesThreads: boolean): Promise<number> =>
      (await moduleOf(product, 8, grain, { onPage: false, choosesThreads })).threads;
    const tenth = (4 * 64 * 640) / 4 / 10;
    expect(await Promise.all([8, 4, 3, 2, 1].map((count) => chosen(Math.floor(tenth / count), true)))).toEqual([
      8, 4, 3, 2, 2,
    ]);
    expect(await chosen(Math.floor(tenth / 4), false)).toBe(8);
  });

  it("by several threads from the grain on: the cost of rows grows as they do", async () => {
    /** The largest grain at which a sum of two vectors is divided. */
    const costOf = async (length: number): Promise<number> => {
      const traced = program([[length], [length], add]);
      let [low, high] = [0, 4096];
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        const [words = ""] = await decided(traced, 2, middle);
        if (words.endsWith("threads")) low = middle;
        else high = middle;
      }
      return low;
    };
    const [one, two] = [await costOf(256), await costOf(512)];
    expect(one).toBeGreaterThanOrEqual(256 / 4);
    expect(two / one).toBeGreaterThan(1.9);
    expect(two / one).toBeLessThan(2.1);
  });
});
