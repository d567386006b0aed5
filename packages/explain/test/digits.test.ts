/** The digits' convolutional network: a weight is shared by hundreds of places, and from there on paths are without number. */
import { jsBackend } from "@rensa/backend-js";
import {
  compile,
  f32,
  flattenTree,
  gradientsOf,
  i32,
  isTyped,
  trace,
  type HostTensor,
  type Tensor,
  type TensorTree,
} from "@rensa/core";
import { inference, type Model } from "@rensa/nn";
import { softmaxCrossEntropy } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import { convolutional } from "../../../examples/digits/model.ts";
import { drawGraph, explain, formatExplanation, type Explanation } from "../src/index.ts";

type Classifier = Model<TensorTree, Tensor<readonly [number, 784], "f32">, Tensor<readonly [number, 10], "f32">>;

const model: Classifier = convolutional(0);
const start = trace({ key: i32(2) }, ({ key }) => model.initialize(key));
const parameters = (await compile(start, { backend: jsBackend() })).run({ key: [1, 2] });

/** A seven: a bar, and a slanted one. */
const image = Array.from({ length: 784 }, (_, at) => {
  const [row, column] = [Math.floor(at / 28), at % 28];
  const isBar = row >= 5 && row < 8 && column >= 7 && column < 21;
  const isSlanted = row >= 8 && row < 24 && Math.abs(column - (23 - row * 0.6)) < 1.5;
  return isBar || isSlanted ? 1 : 0;
});
const inputs = { parameters, image: [image], label: [7] };

const network = trace({ parameters: start.result, image: f32(1, 784), label: i32(1) }, (given) => {
  const { parameters: weights, image: pixels, label } = given as never;
  return softmaxCrossEntropy(model.apply(weights, pixels, inference), label);
});

// The parameters are made inside, so that the type of the inputs is no tree of unknown depth.
const program = await compile(
  trace({ key: i32(2), image: f32(1, 784), label: i32(1) }, ({ key, image: pixels, label }) => {
    const weights = model.initialize(key);
    return gradientsOf(softmaxCrossEntropy(model.apply(weights, pixels, inference), label), weights);
  }),
  { backend: jsBackend() },
);
const gradients: unknown = program.run({ key: [1, 2], image: [image], label: [7] });

/** The gradient of a program in float32. */
function gradientAt(layer: string, [a = 0, b = 0, c = 0, d = 0]: readonly number[]): number {
  const tensors = new Map(flattenTree(gradients, (value): value is HostTensor => isTyped(value)));
  const { data, shape } = tensors.get(`${layer}.weights`) ?? { data: [], shape: [] };
  const [, second = 1, third = 1, fourth = 1] = shape;
  return data[((a * second + b) * third + c) * fourth + d] ?? NaN;
}

function expectSum(found: Explanation, layer: string): void {
  expect(Math.abs(found.remainder)).toBeLessThan(1e-12);
  expect(found.gradient).toBeCloseTo(gradientAt(layer, found.weight.index), 4);
  const listed = found.paths.reduce((total, { contribution }) => total + contribution, found.rest.sum);
  expect(Math.abs(listed - found.sum)).toBeLessThan(1e-12);
  expect(BigInt(found.count)).toBe(BigInt(found.paths.length) + BigInt(found.rest.count));
}

describe("the digits' network", () => {
  it("has thousands of paths from a weight of its second convolution, of which the largest five are found", () => {
    const weight = "parameters.conv2d_2.weights";
    const found = explain(network, { inputs, weight, level: "scalars", largest: 5 });
    expectSum(found, "conv2d_2");
    expect(Number(found.count)).toBeGreaterThan(5_000);
    expect(found).toMatchObject({ level: "scalars", isLargest: true });
    expect(found.paths).toHaveLength(5);
    const sizes = found.paths.map(({ contribution }) => Math.abs(contribution));
    expect(sizes).toEqual(sizes.toSorted((one, other) => other - one));
    for (const { share, contribution } of found.paths) expect(share).toBeCloseTo(contribution / found.sum, 12);
    expect(formatExplanation(found)).toMatch(/other paths$/);
  });

  it("has two paths of tensors from a shared weight: by the logit of the label, and by the sum over all of them", () => {
    const found = explain(network, { inputs, weight: "parameters.conv2d_1.weights" });
    expectSum(found, "conv2d_1");
    expect(found).toMatchObject({ level: "tensors", count: "2", isLargest: true, rest: { count: "0", sum: 0 } });
    expect(found.paths[0]?.steps.slice(0, 4).map(({ op }) => op)).toEqual(["convolution", "add", "relu", "max_pool"]);
  });

  it("is drawn layer by layer", async () => {
    const svg = await drawGraph(network);
    for (const layer of ["conv2d_1", "conv2d_2", "dense_1", "dense_2"]) expect(svg).toContain(`>${layer}<`);
  });
});
