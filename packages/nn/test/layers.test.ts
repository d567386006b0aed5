/** Every layer against PyTorch: outputs, gradients, and what it assigns, in float64. */
import { readFileSync } from "node:fs";
import {
  constant,
  flattenTree,
  gradientsOf,
  type HostTensor,
  type Shape,
  type Tensor,
  type TensorType,
} from "@rensa/core";
import { add, matmul, mul, relu, sum, tanh } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import type { Model } from "../src/model.ts";
import { averagePool1d } from "../src/layers/average-pool1d.ts";
import { averagePool2d } from "../src/layers/average-pool2d.ts";
import { batchNorm } from "../src/layers/batch-norm.ts";
import { compose } from "../src/layers/compose.ts";
import { conv1d } from "../src/layers/conv1d.ts";
import { conv2dTranspose } from "../src/layers/conv2d-transpose.ts";
import { conv2d } from "../src/layers/conv2d.ts";
import { dense } from "../src/layers/dense.ts";
import { depthwiseConv2d } from "../src/layers/depthwise-conv2d.ts";
import { embedding } from "../src/layers/embedding.ts";
import { flatten as flattenLayer } from "../src/layers/flatten.ts";
import { globalAveragePool } from "../src/layers/global-average-pool.ts";
import { groupNorm } from "../src/layers/group-norm.ts";
import { instanceNorm } from "../src/layers/instance-norm.ts";
import { layerNorm } from "../src/layers/layer-norm.ts";
import { maxPool1d } from "../src/layers/max-pool1d.ts";
import { maxPool2d } from "../src/layers/max-pool2d.ts";
import { parameter } from "../src/layers/parameter.ts";
import { reshape } from "../src/layers/reshape.ts";
import { residual } from "../src/layers/residual.ts";
import { rmsNorm } from "../src/layers/rms-norm.ts";
import { separableConv2d } from "../src/layers/separable-conv2d.ts";
import { sequential } from "../src/layers/sequential.ts";
import { contextOf, parameterTypes, pattern, run, treeOf, type Values } from "./layers-harness.ts";

interface Answer {
  readonly shape: Shape;
  readonly output: readonly number[];
  readonly gradients: Readonly<Record<string, readonly number[]>>;
  readonly assigned?: Readonly<Record<string, readonly number[]>>;
}

const reference = JSON.parse(readFileSync(new URL("../reference/layers.json", import.meta.url), "utf8")) as {
  readonly cases: Readonly<Record<string, Answer>>;
};

interface Case {
  readonly shape: Shape;
  readonly model: Model;
  readonly training?: boolean;
}

/** The layers as `reference/layers.py` has them. */
const cases: Readonly<Record<string, Case>> = {
  dense: { shape: [2, 3, 4], model: dense(4, 5) },
  "dense without bias": { shape: [3, 4], model: dense(4, 2, { bias: false }) },
  "conv1d causal": { shape: [2, 6, 3], model: conv1d(3, 4, 3, { padding: [[2, 0]] }) },
  "conv1d dilated": { shape: [2, 9, 2], model: conv1d(2, 2, 3, { strides: 2, dilations: 2 }) },
  conv2d: { shape: [2, 5, 4, 2], model: conv2d(2, 3, [3, 2]) },
  "conv2d same, strides 2": {
    shape: [1, 5, 6, 2],
    model: conv2d(2, 3, 3, { strides: 2, padding: "same", bias: false }),
  },
  "conv2d in groups": { shape: [1, 4, 4, 4], model: conv2d(4, 4, 3, { padding: 1, groups: 2 }) },
  conv2dTranspose: { shape: [1, 3, 3, 2], model: conv2dTranspose(2, 3, 4, { strides: 2, padding: 1 }) },
  depthwiseConv2d: { shape: [1, 5, 5, 2], model: depthwiseConv2d(2, 3, { multiplier: 2 }) },
  separableConv2d: { shape: [1, 4, 4, 2], model: separableConv2d(2, 3, 3, { padding: "same", multiplier: 2 }) },
  maxPool1d: { shape: [2, 7, 2], model: maxPool1d(3, { strides: 2 }) },
  maxPool2d: { shape: [1, 6, 4, 2], model: maxPool2d([3, 2]) },
  averagePool1d: { shape: [2, 6, 2], model: averagePool1d(2) },
  averagePool2d: { shape: [1, 5, 5, 2], model: averagePool2d(3, { strides: 2, padding: 1 }) },
  globalAveragePool: { shape: [2, 3, 4, 3], model: globalAveragePool() },
  embedding: { shape: [2, 5], model: embedding(7, 3) },
  "batchNorm in training": { shape: [3, 2, 2, 4], model: batchNorm(4), training: true },
  "batchNorm in inference": { shape: [3, 2, 2, 4], model: batchNorm(4) },
  layerNorm: { shape: [3, 2, 5], model: layerNorm(5) },
  "layerNorm over two axes": { shape: [3, 2, 5], model: layerNorm([2, 5], { bias: false, epsilon: 1e-3 }) },
  rmsNorm: { shape: [3, 2, 5], model: rmsNorm(5, { epsilon: 1e-6 }) },
  groupNorm: { shape: [2, 3, 2, 6], model: groupNorm(3, 6) },
  instanceNorm: { shape: [2, 3, 2, 3], model: instanceNorm(3) },
  flatten: { shape: [2, 3, 2], model: flattenLayer() },
  reshape: { shape: [2, 6], model: reshape([3, -1]) },
  residual: {
    shape: [3, 4],
    model: residual(sequential(dense(4, 5), relu, dense(5, 3)), dense(4, 3, { bias: false })),
  },
  "tied autoencoder": {
    shape: [3, 6],
    model: compose({ encoder: dense(6, 2), bias: parameter([6]) }, ({ encoder, bias }, x) =>
      add(matmul(tanh(encoder(x)), encoder.parameters.weights, { transposeB: true }), bias),
    ),
  },
};

describe("a layer computes what PyTorch does:", () => {
  it("every case of the reference is there", () => {
    expect(Object.keys(cases)).toEqual(Object.keys(reference.cases));
  });

  it.each(Object.keys(cases))("%s", async (name) => {
    const { shape, model, training = false } = cases[name] as Case;
    const answer = reference.cases[name] as Answer;
    const types = parameterTypes(model);
    const parameters = parametersOf(types);
    const inputs = name === "embedding" ? numbersBelow(7, shape) : pattern(shape, 0);
    const results = await run(
      { inputs, ...parameters },
      ({ inputs: x, ...leaves }) => {
        const context = contextOf(training, constant(new Int32Array([1, 2])));
        const output = model.apply(treeOf(types, leaves), x as Tensor, context);
        const loss = sum(mul(output, constant(pattern(output.shape, 9))));
        const trained = Object.entries(leaves).filter(([path]) => model.isTrainable?.(path) ?? true);
        const by = Object.fromEntries(x?.dtype === "f32" ? [["inputs", x], ...trained] : trained);
        const assigned = Object.entries(leaves).flatMap(([path, leaf]) => {
          const value = context.assigned.get(leaf);
          return value === undefined ? [] : [[`assigned ${path}`, value]];
        });
        const gradients = Object.entries(gradientsOf(loss, by)).map(([path, value]) => [`gradient ${path}`, value]);
        return { output, ...Object.fromEntries([...gradients, ...assigned]) };
      },
      "f64",
    );
    expect(results["output"]?.shape).toEqual(answer.shape);
    const wanted = new Map<string, readonly number[]>([
      ["output", answer.output],
      ...Object.entries(answer.gradients).map(([path, values]) => [`gradient ${path}`, values] as const),
      ...Object.entries(answer.assigned ?? {}).map(([path, values]) => [`assigned ${path}`, values] as const),
    ]);
    expect(Object.keys(results).sort()).toEqual([...wanted.keys()].sort());
    for (const [path, values] of wanted) expectClose(path, results[path], values);
  });
});

/** Parameters of the pattern, with seeds in the order of their paths. */
function parametersOf(types: unknown): Values {
  const isType = (value: unknown): value is TensorType =>
    typeof value === "object" && value !== null && "dtype" in value;
  const leaves = flattenTree(types, isType).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    leaves.map(([path, { shape }], at) => [
      path,
      pattern(shape, at + 1, path === "runningVariance" ? (value) => value / 4 + 1 : undefined),
    ]),
  );
}

function numbersBelow(bound: number, shape: Shape): HostTensor {
  const values = pattern(shape, 0).data;
  return { shape, dtype: "i32", data: Int32Array.from(values, (value) => (((value * 64) % bound) + bound) % bound) };
}

function expectClose(path: string, found: HostTensor | undefined, wanted: readonly number[]): void {
  expect(found?.data.length, path).toBe(wanted.length);
  wanted.forEach((value, at) => {
    const error = Math.abs((found?.data[at] ?? NaN) - value);
    expect(error, `${path}[${String(at)}]`).toBeLessThanOrEqual(1e-10 * Math.max(1, Math.abs(value)));
  });
}
