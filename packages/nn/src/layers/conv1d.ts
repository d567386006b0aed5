/** Convolution over one axis. */
import { conv1d as convolve, type Divide, type PaddingOfRank, type PerAxisOfRank } from "@rensa/ops";
import type { Layer } from "../layer.ts";
import { groupedConvolution } from "./convolution-layer.ts";
import type { WeightsAndBias } from "./weights-and-bias.ts";
import type { ConvolutionOptions } from "./window-options.ts";
import type { ConvolutionShape } from "./window-shapes.ts";

/** The weights of a {@link conv1d}. */
export type Conv1dWeights<I extends number, O extends number, W, Groups extends number> = readonly [
  W extends readonly [infer Length extends number] ? Length : W extends number ? W : number,
  Divide<I, Groups>,
  O,
];

/**
 * A convolution over one axis, plus a bias: `[batch, length, inputs]` to `[batch, outLength, outputs]`, as the op
 * `conv1d` says. Its parameters are `weights` `[window, inputs / groups, outputs]` (PyTorch's `Conv1d` has the axes in
 * the opposite order) and, unless `bias` is false, `bias` `[outputs]`.
 *
 * Defaults: strides 1, padding `"valid"`, dilations 1, groups 1, weights `heUniform()`, bias `zeros()`. The padding
 * `[[(window - 1) * dilation, 0]]` is causal.
 *
 * @param inputs - Features of the input: the length of its last axis.
 * @param outputs - Features of the output.
 * @param window - The window's length on each axis: one number, or one for each axis.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for sizes that are no whole numbers from 1 or groups that do not divide them;
 * in
 *   `apply`, `RANK_MISMATCH` and `SHAPE_MISMATCH` for other inputs.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, i32, trace } from "@rensa/core";
 * import { conv1d, globalAveragePool, sequential } from "@rensa/nn";
 * import { relu } from "@rensa/ops";
 *
 * const model = sequential(conv1d(8, 16, 5, { padding: [[4, 0]] }), relu, globalAveragePool());
 * const traced = trace({ x: f32(4, 100, 8), key: i32(2) }, ({ x, key }) =>
 *   model.apply(model.initialize(key), x, { training: false, key, assign: () => {} }),
 * );
 * console.log(traced.result); // { shape: [4, 16], dtype: "f32" }
 * ```
 */
export function conv1d<
  const I extends number,
  const O extends number,
  const W extends PerAxisOfRank[1],
  const Strides extends PerAxisOfRank[1] = 1,
  const Padding extends PaddingOfRank[1] = "valid",
  const Dilations extends PerAxisOfRank[1] = 1,
  const Groups extends number = 1,
  const Bias extends boolean = true,
>(
  inputs: I,
  outputs: O,
  window: W,
  options: ConvolutionOptions<1, Strides, Padding, Dilations, Groups, Bias> = {},
): Layer<
  WeightsAndBias<Conv1dWeights<I, O, W, Groups>, O, Bias>,
  ConvolutionShape<
    "conv1d",
    1,
    I,
    O,
    Conv1dWeights<I, O, W, Groups>,
    { strides: Strides; padding: Padding; dilations: Dilations },
    Groups
  >,
  "f32",
  "conv1d"
> {
  return groupedConvolution({ kind: "conv1d", rank: 1, inputs, outputs, window, last: "outputs", convolve }, options);
}
