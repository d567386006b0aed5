/** Every loss with data for it, and what it gives, by its name. */
import { compile, gradientsOf, sampleTensor, hostTensor, traceTree, type HostTensor, type Tensor } from "@rensa/core";
import { expect } from "vitest";
import { jsBackend } from "../../backend-js/src/index.ts";
import * as ops from "../src/index.ts";

export interface Options {
  readonly reduction?: "mean" | "sum" | "none";
  readonly weights?: unknown;
  readonly classWeights?: unknown;
  readonly ignoreLabel?: number;
  readonly axes?: readonly number[];
}

export type Loss = (...given: readonly (Tensor | Options)[]) => Tensor;

export const between = (shape: readonly number[]): HostTensor => sampleTensor(shape, 0.1, 0.9);

export const elements = [between([4, 3]), between([4, 3])];

export const probabilities = [
  between([4, 3]),
  hostTensor([0.25, 0.25, 0.5, 1, 0, 0, 0.125, 0.75, 0.125, 0, 0.5, 0.5], [4, 3], "f32"),
];

export const labels = hostTensor([2, 0, 1, 2], [4], "i32");

export const signs = hostTensor([1, -1, 1, -1], [4], "f32");

export const lengths = (...of: number[]): HostTensor => hostTensor(of, [2], "i32");

/** The inputs of each, and the shape of its elements. */
export const losses: Readonly<
  Record<string, readonly [inputs: readonly HostTensor[], shape: readonly number[], own?: Options]>
> = {
  binaryCrossEntropy: [elements, [4, 3]],
  binaryFocalLoss: [elements, [4, 3]],
  categoricalCrossEntropy: [probabilities, [4]],
  categoricalHingeLoss: [probabilities, [4]],
  contrastiveLoss: [[...elements, hostTensor([1, 0, 1, 0], [4], "f32")], [4]],
  cosineEmbeddingLoss: [[...elements, signs], [4]],
  ctcLoss: [
    [sampleTensor([2, 4, 3], -3, -0.1), hostTensor([1, 2, 2, 1], [2, 2], "i32"), lengths(4, 3), lengths(2, 1)],
    [2],
  ],
  diceLoss: [elements, [4], { axes: [1] }],
  focalLoss: [[between([4, 3]), labels], [4]],
  gaussianNegativeLogLikelihood: [
    [...elements, between([4, 3])],
    [4, 3],
  ],
  hingeLoss: [elements, [4, 3]],
  huberLoss: [elements, [4, 3]],
  infoNceLoss: [elements, [4]],
  klDivergence: [elements, [4]],
  logCoshLoss: [elements, [4, 3]],
  marginRankingLoss: [[between([4]), sampleTensor([4], -1, 1), signs], [4]],
  meanAbsoluteError: [elements, [4, 3]],
  meanAbsolutePercentageError: [elements, [4, 3]],
  meanSquaredError: [elements, [4, 3]],
  meanSquaredLogarithmicError: [elements, [4, 3]],
  multiLabelSoftMarginLoss: [elements, [4]],
  negativeLogLikelihood: [[between([4, 3]), labels], [4]],
  ntXentLoss: [elements, [8]],
  poissonLoss: [elements, [4, 3]],
  sigmoidCrossEntropy: [elements, [4, 3]],
  smoothL1Loss: [elements, [4, 3]],
  smoothedCrossEntropy: [[between([4, 3]), labels], [4]],
  softTargetCrossEntropy: [probabilities, [4]],
  softmaxCrossEntropy: [[between([4, 3]), labels], [4]],
  sparseCategoricalCrossEntropy: [[between([4, 3]), labels], [4]],
  squaredHingeLoss: [elements, [4, 3]],
  tripletMarginLoss: [[...elements, between([4, 3])], [4]],
  tverskyLoss: [elements, [4], { axes: [1] }],
};

export const withLabels = [
  "focalLoss",
  "negativeLogLikelihood",
  "smoothedCrossEntropy",
  "softmaxCrossEntropy",
  "sparseCategoricalCrossEntropy",
];

export const named: Readonly<Record<string, unknown>> = ops;

export const lossOf = (name: string): Loss => named[name] as Loss;

export interface Result {
  readonly value: readonly number[];
  readonly gradient: readonly number[];
}

/** A loss of data and, as its gradient, that of its sum by the first of them. Weights are further data. */
export async function run(
  name: string,
  data: readonly HostTensor[],
  options: Options,
  weights?: HostTensor,
): Promise<Result> {
  const all = weights === undefined ? data : [...data, weights];
  const spec = Object.fromEntries(all.map(({ shape, dtype }, at) => [`x${String(at)}`, { shape, dtype }]));
  const traced = traceTree(spec, (given: Readonly<Record<string, Tensor>>) => {
    const tensors = Object.values(given);
    const own = weights === undefined ? {} : { weights: tensors.at(-1) };
    const value = lossOf(name)(...tensors.slice(0, data.length), { ...options, ...own });
    return { value, gradient: gradientsOf(ops.sum(value), { x: given["x0"] as Tensor }).x };
  });
  const program = await compile(traced, { backend: jsBackend(), precision: "f64" });
  const results = program.run(Object.fromEntries(all.map((each, at) => [`x${String(at)}`, each]))) as {
    readonly value: HostTensor;
    readonly gradient: HostTensor;
  };
  return { value: [...results.value.data], gradient: [...results.gradient.data] };
}

export const close = (found: readonly number[], wanted: readonly number[]): void => {
  expect(found).toHaveLength(wanted.length);
  wanted.forEach((value, at) => {
    expect(found[at]).toBeCloseTo(value, 10);
  });
};
