/** How many threads a program gets. */
import { compile, f32, trace } from "@rensa/core";
import { atOnce, planningBackend, type ProgramPlan } from "@rensa/core/compiler";
import { matmul, relu } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import * as threadSupport from "../threads/thread-support.ts";
import { programModule } from "./program-module.ts";
import { partsFor } from "./program-parts.ts";

/** A dense layer of that width, on a batch of 32, with its plan. */
async function planOf(width: number): Promise<ProgramPlan> {
  let plan: ProgramPlan | undefined;
  const traced = trace({ x: f32(32, width), w: f32(width, width) }, ({ x, w }) => relu(matmul(x, w)));
  const backend = planningBackend((given) => (plan = given));
  await compile(traced, { backend });
  return plan!;
}

async function threadsFor(width: number, threads: number, choosesThreads: boolean, onPage = false): Promise<number> {
  const plan = await planOf(width);
  const parts = await partsFor(plan);
  const settings = { barriers: threadSupport, fused: false, grain: 3000, patience: 30, inStore: null };
  return atOnce(programModule(plan, { ...parts, threads, choosesThreads, onPage, ...settings })).threads;
}

describe("a program", () => {
  it("has more threads the more it computes, as far as there are cores", async () => {
    const found: number[] = [];
    for (const width of [8, 64, 256, 512, 1024, 4096]) found.push(await threadsFor(width, 64, true));
    expect(found).toEqual(found.toSorted((one, other) => one - other));
    expect(found[0]).toBe(1);
    expect(found.slice(1, -1).some((threads) => threads > 1 && threads < 64)).toBe(true);
    expect(found.at(-1)).toBe(64);
  });

  it("has the threads that somebody asked for, but one where it is too small for two", async () => {
    expect(await threadsFor(256, 64, false)).toBe(64);
    expect(await threadsFor(8, 64, false)).toBe(1);
    // All of a page's threads take part, whatever they do.
    expect(await threadsFor(8, 3, false, true)).toBe(3);
  });
});
