/** Layers one after the other: their names, weights and order. */
import { constant, type Tensor } from "@rensa/core";
import { leakyRelu, relu, softmax } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import type { Layer } from "../src/layer.ts";
import { batchNorm } from "../src/layers/batch-norm.ts";
import { conv2d } from "../src/layers/conv2d.ts";
import { dense } from "../src/layers/dense.ts";
import { dropout } from "../src/layers/dropout.ts";
import { flatten as flattenLayer } from "../src/layers/flatten.ts";
import { frozen } from "../src/layers/frozen.ts";
import { layerNorm } from "../src/layers/layer-norm.ts";
import { maxPool2d } from "../src/layers/max-pool2d.ts";
import { named } from "../src/layers/named.ts";
import { sequential } from "../src/layers/sequential.ts";
import { contextOf, initialize, parameterTypes, pattern, run, treeOf } from "./layers-harness.ts";
import { paths, applied, scopesOf, codeOf } from "./models-by-hand.ts";

describe("sequential", () => {
  const model = sequential(
    conv2d(1, 4, 3),
    relu,
    maxPool2d(2),
    flattenLayer(),
    dense(36, 8),
    relu,
    dense(8, 3),
    softmax,
  );

  it("names layers by kind and number, in the tree and in scopes", async () => {
    expect(await paths(model)).toEqual([
      "conv2d_1.weights",
      "conv2d_1.bias",
      "dense_1.weights",
      "dense_1.bias",
      "dense_2.weights",
      "dense_2.bias",
    ]);
    const scopes = scopesOf(model, [2, 8, 8, 1]);
    for (const name of ["conv2d_1", "relu_1", "maxPool2d_1", "flatten_1", "dense_1", "relu_2", "dense_2"]) {
      expect(scopes).toContain(name);
    }
  });

  it("counts functions by themselves, so that none moves a layer's name", async () => {
    const twins = { dense: (x: Tensor) => leakyRelu(x, { slope: 0.1 }) };
    expect(await paths(sequential(dense(8, 8), twins.dense, dense(8, 8, { bias: false })))).toEqual([
      "dense_1.weights",
      "dense_1.bias",
      "dense_2.weights",
    ]);
  });

  it("gives each layer weights of its own, and the same from the same key", async () => {
    const twice = sequential(dense(8, 8), dense(8, 8));
    const first = await initialize(twice, 1);
    expect(first["dense_1.weights"]?.data).not.toEqual(first["dense_2.weights"]?.data);
    expect(await initialize(twice, 1)).toEqual(first);
    expect((await initialize(twice, 2))["dense_1.weights"]?.data).not.toEqual(first["dense_1.weights"]?.data);
  });

  it("keeps a layer's initial weights when a layer of another kind is put before it", async () => {
    const before = await initialize(sequential(dense(8, 8), dense(8, 2)), 1);
    const after = await initialize(sequential(dropout(0.1), dense(8, 8), layerNorm(8), relu, dense(8, 2)), 1);
    for (const path of Object.keys(before)) expect(after[path]).toEqual(before[path]);
  });

  it("is the layers one after the other", async () => {
    const [first, second] = [dense(8, 5), dense(5, 2)];
    const chain = sequential(first, relu, second);
    const parameters = await initialize(chain, 1);
    const types = parameterTypes(chain);
    const results = await run({ x: pattern([4, 8], 0), ...parameters }, ({ x, ...leaves }) => {
      const context = contextOf(false, constant(new Int32Array([1, 2])));
      const tree = treeOf(types, leaves) as { dense_1: never; dense_2: never };
      return {
        chain: chain.apply(tree, x as never, context),
        byHand: second.apply(tree.dense_2, relu(first.apply(tree.dense_1, x as never, context)), context),
      };
    });
    expect(results["chain"]).toEqual(results["byHand"]);
  });

  it("takes any number of layers", async () => {
    const blocks: readonly Layer[] = Array.from({ length: 3 }, () => sequential(dense(8, 8), relu));
    expect(await paths(sequential(...blocks))).toContain("sequential_3.dense_1.weights");
    expect(await applied(sequential(), false)).toEqual(Array.from(pattern([4, 8], 0).data));
  });

  it("asks the layer that owns a parameter whether it is trained", () => {
    const deep = sequential(sequential(dense(8, 8), batchNorm(8)), frozen(dense(8, 8)));
    const isTrained = (path: string) => deep.isTrainable?.(path);
    expect(isTrained("sequential_1.dense_1.weights")).toBe(true);
    expect(isTrained("sequential_1.batchNorm_1.scale")).toBe(true);
    expect(isTrained("sequential_1.batchNorm_1.runningMean")).toBe(false);
    expect(isTrained("dense_1.bias")).toBe(false);
  });

  it("refuses two layers of one name", () => {
    expect(codeOf(() => sequential(named("a", dense(2, 2)), named("a", dense(2, 2))))).toBe(
      'ARGUMENT_INVALID: sequential: two layers are named "a"; give one of them another name with named.',
    );
    expect(codeOf(() => named("a.b", relu))).toContain('ARGUMENT_INVALID: named: "a.b" is no name');
  });
});
