/** Convolution over two axes. */
import { conv2d as convolve, type Divide, type PaddingOfRank, type PerAxisOfRank } from "@rensa/ops";
import type { Layer } from "../layer.ts";
import { groupedConvolution } from "./convolution-layer.ts";
import type { WeightsAndBias } from "./weights-and-bias.ts";
import type { ConvolutionOptions } from "./window-options.ts";
import type { ConvolutionShape, WindowPair } from "./window-shapes.ts";

/** The weights of a {@link conv2d}. */
export type Conv2dWeights<I extends number, O extends number, W, Groups extends number> = readonly [
  ...WindowPair<W>,
  Divide<I, Groups>,
  O,
];

/**
 * A convolution over two axes, plus a bias: `[batch, height, width, inputs]` to `[batch, outHeight, outWidth,
 * outputs]`, as the op `conv2d` says. `window` is one number, or a pair of height and width. Its parameters are
 * `weights` `[windowHeight, windowWidth, inputs / groups, outputs]` (PyTorch's `Conv2d` has `[outputs, inputs / groups,
 * windowHeight, windowWidth]`) and, unless `bias` is false, `bias` `[outputs]`.
 *
 * Defaults: strides 1, padding `"valid"`, dilations 1, groups 1, weights `heUniform()`, bias `zeros()`.
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
 * import { conv2d, dense, flatten, maxPool2d, sequential } from "@rensa/nn";
 * import { relu } from "@rensa/ops";
 *
 * const model = sequential(conv2d(1, 16, 3, { padding: "same" }), relu, maxPool2d(2), flatten(), dense(14 * 14 * 16, 10));
 * const traced = trace({ x: f32(32, 28, 28, 1), key: i32(2) }, ({ x, key }) =>
 *   model.apply(model.initialize(key), x, { training: false, key, assign: () => {} }),
 * );
 * console.log(traced.result); // { shape: [32, 10], dtype: "f32" }
 * ```
 */
export function conv2d<
  const I extends number,
  const O extends number,
  const W extends PerAxisOfRank[2],
  const Strides extends PerAxisOfRank[2] = 1,
  const Padding extends PaddingOfRank[2] = "valid",
  const Dilations extends PerAxisOfRank[2] = 1,
  const Groups extends number = 1,
  const Bias extends boolean = true,
>(
  inputs: I,
  outputs: O,
  window: W,
  options: ConvolutionOptions<2, Strides, Padding, Dilations, Groups, Bias> = {},
): Layer<
  WeightsAndBias<Conv2dWeights<I, O, W, Groups>, O, Bias>,
  ConvolutionShape<
    "conv2d",
    2,
    I,
    O,
    Conv2dWeights<I, O, W, Groups>,
    { strides: Strides; padding: Padding; dilations: Dilations },
    Groups
  >,
  "f32",
  "conv2d"
> {
  return groupedConvolution({ kind: "conv2d", rank: 2, inputs, outputs, window, last: "outputs", convolve }, options);
}
