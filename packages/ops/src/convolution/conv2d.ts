/** Convolution over two axes. */
import { makeOp } from "@rensa/core";
import { convolutionCall, convolutionCheck, convolutionForm, groupedAttributes } from "./convolution-call.ts";

/**
 * The convolution of `x` `[batch, height, width, channels]` with `weights`
 * `[windowHeight, windowWidth, channels / groups, outChannels]`, not flipped (a cross-correlation):
 * `[batch, outHeight, outWidth, outChannels]`. Along each axis, with `strides` s (default 1), `dilations` d (default 1)
 * and `padding` p on both sides together, `out = floor((extent + p - (window - 1) * d - 1) / s) + 1`.
 *
 * Strides and dilations are one number or a pair `[vertical, horizontal]`. `padding`: `"valid"` (the default), none;
 * `"same"`, TensorFlow's, by which `out = ceil(extent / s)` and an odd element comes after; a number, on every side; or
 * `[[top, bottom], [left, right]]`. `groups` (default 1) divides channels and output channels into as many parts, each
 * of which sees its own only.
 *
 * @throws RensaError `RANK_MISMATCH`, `SHAPE_MISMATCH`, `ATTRIBUTE_INVALID`, `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { conv2d } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(8, 28, 28, 1), w: f32(3, 3, 1, 32) }, ({ x, w }) => conv2d(x, w, { padding: "same" }));
 * console.log(traced.result); // { shape: [8, 28, 28, 32], dtype: "f32" }
 * ```
 */
export const conv2d = makeOp({
  name: "conv2d",
  inputs: ["x", "weights"],
  attributes: groupedAttributes,
  forward: convolutionForm,
  check: convolutionCheck("conv2d", 2),
  takes: "x, weights, options?",
  call: convolutionCall("conv2d", 2),
});
