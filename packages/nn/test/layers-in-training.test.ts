/** Layers that do otherwise in training than in inference. */
import { constant, f32, flattenTree, i32, isTensor, trace, type Tensor } from "@rensa/core";
import { relu } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import { batchNorm } from "../src/layers/batch-norm.ts";
import { dense } from "../src/layers/dense.ts";
import { dropout } from "../src/layers/dropout.ts";
import { residual } from "../src/layers/residual.ts";
import { sequential } from "../src/layers/sequential.ts";
import { contextOf, initialize, keyOf, pattern, run } from "./layers-harness.ts";
import { applied } from "./models-by-hand.ts";

describe("training and inference", () => {
  it("dropout drops in training only, and other elements with another key", async () => {
    const model = sequential(dropout(0.5), relu, dropout(0.5));
    const inputs = Array.from(pattern([4, 8], 0).data);
    const once = await applied(dropout(0.5), true);
    expect(await applied(dropout(0.5), false)).toEqual(inputs);
    once.forEach((value, at) => {
      expect([0, 2 * (inputs[at] ?? NaN)]).toContain(value);
    });
    expect(once.filter((value) => value === 0).length).toBeGreaterThan(5);
    expect(await applied(dropout(0.5), true)).toEqual(once);
    expect(await applied(dropout(0.5), true, 4)).not.toEqual(once);
    // The second layer of a model drops what the first one kept.
    const kept = (values: readonly number[]) => values.filter((value) => value > 0).length;
    expect(kept(await applied(model, true))).toBeLessThan(kept(await applied(sequential(dropout(0.5), relu), true)));
  });

  it("dropout of rate 0 and dropout in inference leave no trace of a key", () => {
    const traced = trace({ x: f32(2, 4), key: i32(2) }, ({ x, key }) => {
      const model = sequential(dropout(0.5), dense(4, 4, { bias: false }));
      return model.apply({ dense_1: { weights: constant(pattern([4, 4], 1)) as never } }, x, contextOf(false, key));
    });
    expect(Object.values(traced.graph.nodes).map(({ op }) => op)).not.toContain("fold_in");
  });

  it("batch norm uses the batch in training and assigns, and the running statistics elsewhere", async () => {
    const model = batchNorm(8, { momentum: 0.25 });
    const parameters = await initialize(model, 1);
    const results = await run({ x: pattern([4, 8], 0), key: keyOf(1), ...parameters }, ({ x, key, ...leaves }) => {
      const [inside, outside] = [contextOf(true, key as Tensor), contextOf(false, key as Tensor)];
      const trained = model.apply(leaves as never, x as never, inside);
      const inferred = model.apply(leaves as never, x as never, outside);
      expect(outside.assigned.size).toBe(0);
      expect([...inside.assigned.keys()]).toEqual([leaves["runningMean"], leaves["runningVariance"]]);
      return {
        trained,
        inferred,
        mean: inside.assigned.get(leaves["runningMean"] as Tensor),
        variance: inside.assigned.get(leaves["runningVariance"] as Tensor),
      };
    });
    const column = (at: number) => [0, 1, 2, 3].map((row) => pattern([4, 8], 0).data[row * 8 + at] ?? NaN);
    const mean = (values: readonly number[]) => values.reduce((total, value) => total + value, 0) / values.length;
    const squares = (values: readonly number[]) =>
      values.reduce((total, value) => total + (value - mean(values)) ** 2, 0);
    for (let at = 0; at < 8; at++) {
      expect(results["mean"]?.data[at]).toBeCloseTo(0.25 * mean(column(at)), 6);
      // Started at 1, unbiased.
      expect(results["variance"]?.data[at]).toBeCloseTo(0.75 + (0.25 * squares(column(at))) / 3, 6);
      const trained = [0, 1, 2, 3].map((row) => results["trained"]?.data[row * 8 + at] ?? NaN);
      expect(mean(trained)).toBeCloseTo(0, 5);
      expect(results["inferred"]?.data[at]).toBeCloseTo((column(at)[0] ?? NaN) / Math.sqrt(1 + 1e-5), 6);
    }
    expect(model.isTrainable?.("runningVariance")).toBe(false);
    expect(model.isTrainable?.("scale")).toBe(true);
  });

  it("an assignment passes through combinators to the leaf of the whole tree", () => {
    const model = sequential(dense(8, 8), residual(sequential(relu, batchNorm(8))));
    trace({ x: f32(4, 8), key: i32(2) }, ({ x, key }) => {
      const parameters = model.initialize(key);
      const context = contextOf(true, key);
      const output = model.apply(parameters, x, context);
      const leaves = new Map(flattenTree(parameters, isTensor).map(([path, leaf]) => [leaf, path]));
      expect([...context.assigned.keys()].map((leaf) => leaves.get(leaf))).toEqual([
        "residual_1.layer.batchNorm_1.runningMean",
        "residual_1.layer.batchNorm_1.runningVariance",
      ]);
      return output;
    });
  });
});
