/** Convolution over one axis. */
import { makeOp } from "@rensa/core";
import { convolutionCall, convolutionCheck, convolutionForm, groupedAttributes } from "./convolution-call.ts";

/**
 * The convolution of `x` `[batch, length, channels]` with `weights` `[window, channels / groups, outChannels]`, not
 * flipped (a cross-correlation): `[batch, outLength, outChannels]`. With `strides` s (default 1), `dilations` d
 * (default 1) and `padding` p on both sides together, `outLength = floor((length + p - (window - 1) * d - 1) / s) + 1`.
 *
 * `padding`: `"valid"` (the default), none; `"same"`, TensorFlow's, by which `outLength = ceil(length / s)` and an odd
 * element comes after; a number, on each side; or `[[before, after]]`: `[[(window - 1) * d, 0]]` is causal. `groups`
 * (default 1) divides channels and output channels into as many parts, each of which sees its own only.
 *
 * @throws RensaError `RANK_MISMATCH`, `SHAPE_MISMATCH`, `ATTRIBUTE_INVALID`, `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { conv1d } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 100, 8), w: f32(5, 8, 16) }, ({ x, w }) => conv1d(x, w, { padding: [[4, 0]] }));
 * console.log(traced.result); // { shape: [2, 100, 16], dtype: "f32" }
 * ```
 */
export const conv1d = makeOp({
  name: "conv1d",
  inputs: ["x", "weights"],
  attributes: groupedAttributes,
  forward: convolutionForm,
  check: convolutionCheck("conv1d", 1),
  takes: "x, weights, options?",
  call: convolutionCall("conv1d", 1),
});
