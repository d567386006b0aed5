/** Layers made of layers: names, paths, scopes, keys, what is trained, shared weights, training and inference. */
import {
  constant,
  f32,
  flattenTree,
  gradientsOf,
  i32,
  isTensor,
  RensaError,
  trace,
  type Tensor,
  type TensorTree,
} from "@rensa/core";
import { abs, add, concat, leakyRelu, matmul, mul, relu, softmax, sub, sum } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import type { Layer } from "../src/layer.ts";
import type { Model } from "../src/model.ts";
import { batchNorm } from "../src/layers/batch-norm.ts";
import { contextFor } from "../src/layers/child.ts";
import { compose } from "../src/layers/compose.ts";
import { conv1d } from "../src/layers/conv1d.ts";
import { conv2d } from "../src/layers/conv2d.ts";
import { defineLayer } from "../src/layers/define-layer.ts";
import { dense } from "../src/layers/dense.ts";
import { dropout } from "../src/layers/dropout.ts";
import { embedding } from "../src/layers/embedding.ts";
import { flatten as flattenLayer } from "../src/layers/flatten.ts";
import { frozen } from "../src/layers/frozen.ts";
import { groupNorm } from "../src/layers/group-norm.ts";
import { instanceNorm } from "../src/layers/instance-norm.ts";
import { layerNorm } from "../src/layers/layer-norm.ts";
import { maxPool2d } from "../src/layers/max-pool2d.ts";
import { named } from "../src/layers/named.ts";
import { parallel } from "../src/layers/parallel.ts";
import { parameter } from "../src/layers/parameter.ts";
import { layerOf } from "../src/layers/plain-function.ts";
import { reshape } from "../src/layers/reshape.ts";
import { residual } from "../src/layers/residual.ts";
import { sequential } from "../src/layers/sequential.ts";
import { shaped } from "../src/layers/shaped.ts";
import { contextOf, initialize, keyOf, parameterTypes, pattern, run, treeOf } from "./layers-harness.ts";

const paths = async (model: Pick<Model, "initialize">) => Object.keys(await initialize(model, 1));

/** What a model makes of inputs, from the parameters of a seed. */
async function applied(model: Model, training: boolean, stepSeed = 3, seed = 1): Promise<number[]> {
  const parameters = await initialize(model, seed);
  const types = parameterTypes(model);
  const results = await run(
    { x: pattern([4, 8], 0), key: keyOf(stepSeed), ...parameters },
    ({ x, key, ...leaves }) => ({
      output: model.apply(treeOf(types, leaves), x as Tensor, contextOf(training, key as Tensor)),
    }),
  );
  return Array.from(results["output"]?.data ?? []);
}

/** The scopes of the nodes of a model. */
function scopesOf(model: Model, shape: readonly number[]): Set<string> {
  const traced = trace({ x: f32(...shape), key: i32(2) }, ({ x, key }) =>
    model.apply(model.initialize(key) as never, x, contextOf(true, key)),
  );
  return new Set(Object.values(traced.graph.nodes).map(({ origin }) => origin?.scope ?? ""));
}

const codeOf = (body: () => unknown): string => {
  try {
    body();
  } catch (error) {
    if (error instanceof RensaError) return `${error.code}: ${error.sentence}`;
    throw error;
  }
  return "nothing was thrown";
};

/** The refusal of an input of a shape. */
const refusal = (model: Model, ...shape: number[]): string =>
  codeOf(() =>
    trace({ x: f32(...shape), key: i32(2) }, ({ x, key }) =>
      model.apply(model.initialize(key) as never, x, contextOf(false, key)),
    ),
  );

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

describe("combinators", () => {
  it("residual adds the input, or a shortcut of it", async () => {
    const plain = await applied(residual(layerOf("twice", (x) => mul(x, 2))), false);
    expect(plain).toEqual(Array.from(pattern([4, 8], 0).data, (value) => 3 * value));
    expect(await paths(residual(sequential(dense(8, 4), relu), dense(8, 4, { bias: false })))).toEqual([
      "layer.dense_1.weights",
      "layer.dense_1.bias",
      "shortcut.weights",
    ]);
    expect(await paths(residual(relu))).toEqual([]);
    expect(refusal(residual(dense(8, 4)), 2, 8)).toBe(
      "SHAPE_MISMATCH: residual: the layer gives [2, 4] and the shortcut [2, 8]; give a shortcut that makes the same.",
    );
  });

  it("parallel gives every branch the input and combines by name", async () => {
    const model = parallel(
      { twice: (x) => mul(x, 2), half: layerOf("half", (x) => mul(x, 0.5)), dense: dense(8, 8) },
      (outputs) => concat([outputs.twice, outputs.half], -1),
    );
    const output = await applied(model, false);
    const inputs = pattern([4, 8], 0).data;
    expect(output.slice(0, 16)).toEqual(
      [...inputs.slice(0, 8)].flatMap((value) => [2 * value]).concat([...inputs.slice(0, 8)].map((value) => value / 2)),
    );
    expect(await paths(model)).toEqual(["dense.weights", "dense.bias"]);
    expect(codeOf(() => parallel({}, () => null as never))).toContain(
      "ARGUMENT_INVALID: parallel: there are no branches",
    );
  });

  it("frozen changes nothing but what is trained", async () => {
    const body = sequential(dense(8, 8), relu, named("head", dense(8, 2)));
    expect(await initialize(frozen(body), 1)).toEqual(await initialize(body, 1));
    expect(await applied(frozen(body), false)).toEqual(await applied(body, false));
    expect(await paths(sequential(frozen(named("a", dense(8, 8))), frozen(dense(8, 8))))).toEqual([
      "a.weights",
      "a.bias",
      "dense_1.weights",
      "dense_1.bias",
    ]);
    const part = frozen(body, (path) => path.startsWith("head."));
    expect(part.isTrainable?.("head.weights")).toBe(false);
    expect(part.isTrainable?.("dense_1.weights")).toBe(true);
    expect(frozen(batchNorm(8), () => false).isTrainable?.("runningMean")).toBe(false);
  });

  it("keeps layers that are instances of classes", async () => {
    class Gain implements Layer<{ readonly gain: Tensor<readonly [], "f32"> }> {
      readonly kind = "gain";
      readonly #initial: number;
      constructor(initial: number) {
        this.#initial = initial;
      }
      initialize() {
        return { gain: constant(this.#initial) as Tensor<readonly [], "f32"> };
      }
      apply(parameters: { readonly gain: Tensor<readonly [], "f32"> }, inputs: Tensor) {
        return mul(inputs, parameters.gain) as never;
      }
      isTrainable() {
        return this.#initial > 3;
      }
    }
    expect(await applied(sequential(frozen(named("gain", new Gain(3))), new Gain(3)), false)).toEqual(
      Array.from(pattern([4, 8], 0).data, (value) => 9 * value),
    );
    expect(sequential(new Gain(3)).isTrainable?.("gain_1.gain")).toBe(false);
  });

  it("contextFor is another key for another name, and the same assign", async () => {
    const results = await run({ key: keyOf(1) }, ({ key }) => {
      const context = contextOf(true, key as Tensor);
      const [a, b] = [contextFor(context, "a"), contextFor(context, "b")];
      a.assign(key as Tensor, a.key);
      return { a: a.key, again: contextFor(context, "a").key, b: b.key, assigned: context.assigned.get(key as Tensor) };
    });
    expect(results["a"]).toEqual(results["again"]);
    expect(results["a"]).toEqual(results["assigned"]);
    expect(results["a"]).not.toEqual(results["b"]);
  });
});

describe("compose", () => {
  it("shares weights: one set of parameters, whose gradient is the sum over its uses", async () => {
    const twice = compose({ step: dense(8, 8, { bias: false }) }, ({ step }, x) => step(relu(step(x))));
    expect(await paths(twice)).toEqual(["step.weights"]);
    const parameters = await initialize(twice, 1);
    const results = await run(
      { x: pattern([4, 8], 0), weights: parameters["step.weights"] as never },
      ({ x, weights }) => {
        const context = contextOf(true, constant(new Int32Array([1, 2])));
        const shared = sum(twice.apply({ step: { weights: weights as never } }, x as never, context));
        // The same with two matrices that happen to be equal.
        const [first, second] = [mul(weights as Tensor, 1), mul(weights as Tensor, 1)];
        const apart = sum(matmul(relu(matmul(x as Tensor, first)), second));
        const parts = gradientsOf(apart, { first, second });
        return {
          shared: gradientsOf(shared as Tensor, { weights: weights as Tensor }).weights,
          added: add(parts.first, parts.second),
        };
      },
    );
    const added = Array.from(results["added"]?.data ?? []);
    expect(added.length).toBe(64);
    added.forEach((value, at) => {
      expect(results["shared"]?.data[at]).toBeCloseTo(value, 5);
    });
  });

  it("gives each use of a layer another key", async () => {
    const model = compose({ drop: dropout(0.5) }, ({ drop }, x) => concat([drop(x), drop(x)], -1));
    const output = await applied(model, true);
    const halves = [output.slice(0, 8), output.slice(8, 16)];
    expect(halves[0]).not.toEqual(halves[1]);
    expect(await applied(model, true)).toEqual(output);
  });

  it("reads trees of tensors", async () => {
    const siamese = compose({ tower: dense(8, 4) }, ({ tower }, inputs: Readonly<{ left: Tensor; right: Tensor }>) => ({
      distance: abs(sub(tower(inputs.left as never), tower(inputs.right as never))),
    }));
    const parameters = await initialize(siamese, 1);
    const results = await run({ x: pattern([4, 8], 0), ...parameters }, ({ x, ...leaves }) =>
      siamese.apply(
        treeOf(parameterTypes(siamese), leaves) as never,
        { left: x as Tensor, right: x as Tensor },
        contextOf(false, constant(new Int32Array([1, 2]))),
      ),
    );
    expect(results["distance"]?.shape).toEqual([4, 4]);
    expect(new Set(results["distance"]?.data)).toEqual(new Set([0]));
  });

  it("has parameters that belong to no layer, and knows what is trained", async () => {
    const model = sequential(
      compose({ body: frozen(dense(8, 8)), scale: parameter([8]) }, ({ body, scale }, x) => mul(body(x), scale)),
      dense(8, 1),
    );
    expect(await paths(model)).toEqual([
      "composed_1.body.weights",
      "composed_1.body.bias",
      "composed_1.scale",
      "dense_1.weights",
      "dense_1.bias",
    ]);
    expect(model.isTrainable?.("composed_1.scale")).toBe(true);
    expect(model.isTrainable?.("composed_1.body.bias")).toBe(false);
    expect(scopesOf(model, [2, 8])).toContain("composed_1/body");
  });
});

describe("layers refuse", () => {
  it.each<[string, () => unknown, string]>([
    ["sizes", () => dense(0, 3), "ATTRIBUTE_INVALID: dense: the number of inputs is 0; give a whole number from 1."],
    ["fractions", () => dense(3, 1.5), "ATTRIBUTE_INVALID: dense: the number of outputs is 1.5;"],
    [
      "windows",
      () => conv2d(1, 2, [3, 0]),
      "ATTRIBUTE_INVALID: conv2d: the number of elements in a window's axis is 0;",
    ],
    [
      "windows of another rank",
      () => conv1d(1, 2, [3, 3] as never),
      "ATTRIBUTE_INVALID: conv1d: the window [3, 3] is not",
    ],
    [
      "groups",
      () => conv2d(4, 6, 3, { groups: 4 }),
      "ATTRIBUTE_INVALID: conv2d: 6 channels cannot be divided into 4 groups;",
    ],
    ["groups of a norm", () => groupNorm(4, 6), "ATTRIBUTE_INVALID: groupNorm: 6 channels cannot be divided"],
    ["rates", () => dropout(1), "ATTRIBUTE_INVALID: dropout: the rate is 1; give a number from 0 to below 1."],
    ["momenta", () => batchNorm(3, { momentum: 2 }), "ATTRIBUTE_INVALID: batchNorm: the momentum is 2;"],
    [
      "epsilons",
      () => layerNorm(3, { epsilon: -1 }),
      "ATTRIBUTE_INVALID: layerNorm: the epsilon is -1; give a number from 0.",
    ],
    ["no axes", () => layerNorm([]), "ATTRIBUTE_INVALID: layerNorm: normalizes over no axes;"],
    ["shapes", () => reshape([-1, -1, 2]), "ATTRIBUTE_INVALID: reshape: [-1, -1, 2] is no shape of an example;"],
    ["kinds", () => layerOf("two words", relu), 'ARGUMENT_INVALID: defineLayer: "two words" is no name;'],
  ])("%s when they are made", (_name, make, sentence) => {
    expect(codeOf(make)).toContain(sentence);
  });

  it.each<[string, Model, readonly number[], string]>([
    ["features", dense(8, 2), [4, 9], "SHAPE_MISMATCH: dense: takes 8 features and gets [4, 9], which has 9;"],
    ["vectors", dense(8, 2), [8], "RANK_MISMATCH: dense: [8] has 1 axes and needs at least 2;"],
    ["channels", conv2d(3, 2, 3), [1, 8, 8, 1], "SHAPE_MISMATCH: conv2d: takes 3 channels and gets [1, 8, 8, 1]"],
    [
      "images",
      conv2d(3, 2, 3),
      [8, 8, 3],
      "RANK_MISMATCH: conv2d: [8, 8, 3] has 3 axes and needs 4; reshape it to [batch, height, width, channels].",
    ],
    ["pools of other ranks", maxPool2d(2), [8, 8, 3], "RANK_MISMATCH: maxPool2d:"],
    ["spatial axes", instanceNorm(3), [8, 3], "RANK_MISMATCH: instanceNorm:"],
    ["last axes", layerNorm([2, 3]), [8, 3], "SHAPE_MISMATCH: layerNorm: takes [batch, ..., 2, 3] and gets [8, 3];"],
    [
      "sizes",
      reshape([2, 3]),
      [8, 5],
      "SHAPE_MISMATCH: reshape: an example of [8, 5] has 5 elements and does not fill [2, 3]",
    ],
    ["other shapes", shaped([2, 3]), [8, 5], "SHAPE_MISMATCH: shaped: takes [batch, 2, 3] and gets [8, 5];"],
    ["floats", embedding(5, 2), [8, 5], "DTYPE_MISMATCH: embedding: reads i32 and gets f32;"],
  ])("%s when they are applied", (_name, model, shape, sentence) => {
    expect(refusal(model, ...shape)).toContain(sentence);
  });

  it("nothing: layers of one's own are layers like any other", async () => {
    const own = defineLayer({
      kind: "shift",
      initialize: (): TensorTree => ({ by: constant(2) }),
      apply: (parameters, x) => add(x, (parameters as { by: Tensor }).by),
      isTrainable: () => false,
    });
    const model = sequential(own, own);
    expect(await applied(model, false)).toEqual(Array.from(pattern([4, 8], 0).data, (value) => value + 4));
    expect(model.isTrainable?.("shift_2.by")).toBe(false);
  });
});
