/** The transpose of a convolution over two axes. */
import { makeOp, type DType, type Shape, type Tensor } from "@rensa/core";
import { checkPerAxis } from "../shape/per-axis.ts";
import type { ConvolvedTranspose, PaddingOfRank, PerAxisOfRank, TransposeCheck } from "../types/windows.ts";
import { checkOperands, checkChannels, checkGroups, groupedAttributes } from "./convolution-call.ts";
import { convolutionTranspose } from "./convolution.ts";
import { inGroups } from "./grouped.ts";
import { extentsUnder } from "./extents-under.ts";

/**
 * The transpose of `conv2d` (a "deconvolution"): `x` `[batch, height, width, channels]` with `weights`
 * `[windowHeight, windowWidth, outChannels / groups, channels]` gives `[batch, outHeight, outWidth, outChannels]`. It is
 * the cotangent of the input of `conv2d` with the same weights and options, so `conv2d` takes the result back to the shape
 * of `x`. Along each axis, with `strides` s, `dilations` d (both default 1) and `padding` p on both sides together,
 * `out = (extent - 1) * s + (window - 1) * d + 1 - p`.
 *
 * `padding` is that of the convolution that is transposed, which takes away from the result: `"valid"` (the default),
 * nothing; `"same"`, as much as makes `out = extent * s`; a number, on every side; or `[[top, bottom], [left, right]]`.
 * PyTorch's `padding` p with `output_padding` q is `[p, p - q]`, which may be below 0, by less than the stride or the
 * dilation: rows at the end of which no window knows.
 *
 * @throws RensaError `RANK_MISMATCH`, `SHAPE_MISMATCH`, `ATTRIBUTE_INVALID`, `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { conv2dTranspose } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(8, 7, 7, 64), w: f32(4, 4, 32, 64) }, ({ x, w }) =>
 *   conv2dTranspose(x, w, { strides: 2, padding: "same" }),
 * );
 * console.log(traced.result); // { shape: [8, 14, 14, 32], dtype: "f32" }
 * ```
 */
export const conv2dTranspose = makeOp({
  name: "conv2d_transpose",
  inputs: ["x", "weights"],
  attributes: groupedAttributes,
  forward: {
    composite: ([x, weights], { groups, ...geometry }) => inGroups(convolutionTranspose, x, weights, groups, geometry),
  },
  check: ({ groups, extents, low, strides, dilations }, [x, weights]) => {
    if (x === undefined || weights === undefined) return;
    checkOperands("conv2dTranspose", 2, x, weights);
    checkPerAxis("conv2dTranspose", 2, { extents, low, strides, dilations });
    checkGroups("conv2dTranspose", groups, x.shape);
    checkChannels("conv2dTranspose", x.shape, weights.shape, weights.shape[3] ?? 1);
  },
  takes: "x, weights, options?",
  call:
    (apply) =>
    <
      X extends Shape,
      W extends Shape,
      D extends DType,
      const Strides extends PerAxisOfRank[2] = 1,
      const Padding extends PaddingOfRank[2] = "valid",
      const Dilations extends PerAxisOfRank[2] = 1,
      const Groups extends number = 1,
    >(
      x: Tensor<X, D>,
      weights: Tensor<W, D> & TransposeCheck<"conv2dTranspose", 2, X, W, Strides, Padding, Dilations, Groups>,
      options: {
        readonly strides?: Strides;
        readonly padding?: Padding;
        readonly dilations?: Dilations;
        readonly groups?: Groups;
      } = {},
    ): Tensor<ConvolvedTranspose<2, X, W, Strides, Padding, Dilations, Groups>, D> => {
      const groups = options.groups ?? 1;
      checkOperands("conv2dTranspose", 2, x, weights);
      const geometry = extentsUnder("conv2dTranspose", x.shape.slice(1, -1), weights.shape.slice(0, 2), options);
      return apply([x, weights], { ...geometry, groups });
    },
});
