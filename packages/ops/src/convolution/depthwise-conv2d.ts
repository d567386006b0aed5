/** Convolution over two axes of each channel by itself. */
import { makeOp, type DType, type Shape, type Tensor } from "@rensa/core";
import { checkPerAxis } from "../shape/per-axis.ts";
import { reshape } from "../shape/reshape.ts";
import type { ConvolvedDepthwise, DepthwiseCheck, PaddingOfRank, PerAxisOfRank } from "../types/windows.ts";
import { checkOperands, checkChannels } from "./convolution-call.ts";
import { convolution } from "./convolution.ts";
import { geometryAttributes } from "./geometry.ts";
import { joinGroups } from "./grouped.ts";
import { windowsOn } from "./window-options.ts";

/**
 * The convolution of every channel of `x` `[batch, height, width, channels]` with windows of its own, `weights`
 * `[windowHeight, windowWidth, channels, multiplier]`: `[batch, outHeight, outWidth, channels * multiplier]`, where
 * channel `c * multiplier + m` is channel `c` with its window `m`. Options are those of `conv2d` but `groups`.
 *
 * @throws RensaError `RANK_MISMATCH`, `SHAPE_MISMATCH`, `ATTRIBUTE_INVALID`, `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { depthwiseConv2d } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(8, 28, 28, 32), w: f32(3, 3, 32, 1) }, ({ x, w }) =>
 *   depthwiseConv2d(x, w, { strides: 2, padding: "same" }),
 * );
 * console.log(traced.result); // { shape: [8, 14, 14, 32], dtype: "f32" }
 * ```
 */
export const depthwiseConv2d = makeOp({
  name: "depthwise_conv2d",
  inputs: ["x", "weights"],
  attributes: geometryAttributes,
  forward: {
    // Every channel is a group of one.
    composite: ([x, weights], geometry) => {
      const channels = reshape(x, [...x.shape, 1]);
      const [height = 1, width = 1, ...inner] = weights.shape;
      return joinGroups(convolution(channels, reshape(weights, [height, width, 1, ...inner]), geometry));
    },
  },
  check: ({ extents, low, strides, dilations }, [x, weights]) => {
    if (x === undefined || weights === undefined) return;
    checkOperands("depthwiseConv2d", 2, x, weights);
    checkPerAxis("depthwiseConv2d", 2, { extents, low, strides, dilations });
    checkChannels("depthwiseConv2d", x.shape, weights.shape, weights.shape[2] ?? 1);
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
    >(
      x: Tensor<X, D>,
      weights: Tensor<W, D> & DepthwiseCheck<X, W, Strides, Padding, Dilations>,
      options: { readonly strides?: Strides; readonly padding?: Padding; readonly dilations?: Dilations } = {},
    ): Tensor<ConvolvedDepthwise<X, W, Strides, Padding, Dilations>, D> => {
      checkOperands("depthwiseConv2d", 2, x, weights);
      const geometry = windowsOn("depthwiseConv2d", x.shape.slice(1, -1), weights.shape.slice(0, 2), options);
      return apply([x, weights], geometry);
    },
});
