/** Transposed convolution over two axes. */
import { conv2dTranspose as convolve, type Divide, type PaddingOfRank, type PerAxisOfRank } from "@rensa/ops";
import type { Layer } from "../layer.ts";
import { groupedConvolution } from "./convolution-layer.ts";
import type { WeightsAndBias } from "./weights-and-bias.ts";
import type { ConvolutionOptions } from "./window-options.ts";
import type { TransposedShape, WindowPair } from "./window-shapes.ts";

/** The weights of a {@link conv2dTranspose}. */
export type Conv2dTransposeWeights<I extends number, O extends number, W, Groups extends number> = readonly [
  ...WindowPair<W>,
  Divide<O, Groups>,
  I,
];

/**
 * The transpose of a convolution over two axes (a "deconvolution"), plus a bias: `[batch, height, width, inputs]` to
 * `[batch, outHeight, outWidth, outputs]`, as the op `conv2dTranspose` says; with strides s and padding `"same"`
 * extents become s times as long. Its parameters are `weights` `[windowHeight, windowWidth, outputs / groups, inputs]`
 * (PyTorch's `ConvTranspose2d` has `[inputs, outputs / groups, windowHeight, windowWidth]`) and, unless `bias` is
 * false, `bias` `[outputs]`.
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
 * import { conv2dTranspose } from "@rensa/nn";
 *
 * const larger = conv2dTranspose(64, 32, 4, { strides: 2, padding: "same" });
 * const traced = trace({ x: f32(8, 7, 7, 64), key: i32(2) }, ({ x, key }) =>
 *   larger.apply(larger.initialize(key), x, { training: false, key, assign: () => {} }),
 * );
 * console.log(traced.result); // { shape: [8, 14, 14, 32], dtype: "f32" }
 * ```
 */
export function conv2dTranspose<
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
  WeightsAndBias<Conv2dTransposeWeights<I, O, W, Groups>, O, Bias>,
  TransposedShape<
    "conv2dTranspose",
    I,
    O,
    Conv2dTransposeWeights<I, O, W, Groups>,
    { strides: Strides; padding: Padding; dilations: Dilations },
    Groups
  >,
  "f32",
  "conv2dTranspose"
> {
  return groupedConvolution(
    { kind: "conv2dTranspose", rank: 2, inputs, outputs, window, last: "inputs", convolve },
    options,
  );
}
