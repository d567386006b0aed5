/** L-BFGS with a line search in the compiled step. */
import { jsBackend } from "@rensa/backend-js";
import { wasmBackend } from "@rensa/backend-wasm";
import { describe, expect, it } from "vitest";
import { lbfgs } from "../src/transforms/lbfgs.ts";
import { sgd } from "../src/transforms/optimizers.ts";
import { descent, type Setting } from "./descent.ts";
import { smallProblem as problem } from "./small-problem.ts";

const settings: readonly (readonly [string, Setting])[] = [
  ["JavaScript in float64", { backend: jsBackend(), precision: "f64" }],
  ["WebAssembly in float32", { backend: wasmBackend({ threads: 1 }), precision: "f32" }],
];

describe("a backtracking line search", () => {
  it.each(settings)("never lets the loss rise, however long the first try is: %s", async (_, setting) => {
    const training = await descent(lbfgs(64, { lineSearch: "backtracking", history: 5 }), problem, setting);
    const losses = Array.from({ length: 30 }, () => {
      training.run(1);
      return training.loss();
    });
    losses.forEach((loss, at) => {
      if (at > 0) expect(loss).toBeLessThanOrEqual(losses[at - 1]! + 1e-7);
    });
    const length = training.state().get("optimizer.reports.stepLength")!.data[0]!;
    expect(Math.log2(length)).toBe(Math.round(Math.log2(length)));
  });

  it("brings the loss below half of what gradient descent reaches in as many steps", async () => {
    const ours = await descent(lbfgs(1, { lineSearch: "backtracking" }), problem);
    const others = await descent(sgd(0.5), problem);
    for (const training of [ours, others]) training.run(60);
    expect(ours.loss()).toBeLessThan(0.5 * others.loss());
  });

  it("makes no step where no try is good enough", async () => {
    const training = await descent(lbfgs(1e9, { lineSearch: "backtracking", tries: 2 }), problem);
    const start = training.parameters();
    training.run(3);
    expect(training.parameters()).toEqual(start);
    expect(training.state().get("optimizer.reports.stepLength")!.data[0]).toBe(0);
  });

  it("says what it needs where nobody can evaluate elsewhere", async () => {
    await expect(descent(lbfgs(1, { lineSearch: "backtracking" }), problem, { context: false })).rejects.toMatchObject({
      code: "ARGUMENT_INVALID",
    });
  });
});
