/** Normalization of each channel of each example. */
import { makeOp, type DType, type Shape, type Tensor } from "@rensa/core";
import { checkFloats } from "../distance/distance-call.ts";
import { affine, checkChannels, checkEpsilon, checkParameters } from "./affine.ts";
import { standardized } from "./standardized.ts";

/**
 * Of each example each channel (the last axis) as `(x - mean(x)) / sqrt(variance(x) + epsilon)`, over all axes
 * between batch and channels; then times `scale` and plus `bias`, one a channel, both optional (Ulyanov et al. 2016;
 * as PyTorch's `instance_norm`, with channels last).
 *
 * x is `[batch, ..., channels]` with at least one axis between. Default `epsilon`: 1e-5 (from 0).
 *
 * @throws RensaError `SHAPE_MISMATCH`, `RANK_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { instanceNorm } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 8, 8, 6), scale: f32(6), bias: f32(6) }, ({ x, scale, bias }) => instanceNorm(x, scale, bias));
 * console.log(traced.result); // { shape: [2, 8, 8, 6], dtype: "f32" }
 * ```
 */
export const instanceNorm = makeOp({
  name: "instance_norm",
  inputs: ["x", "scale", "bias"],
  attributes: { epsilon: 1e-5 },
  forward: {
    composite: ([x, scale, bias], { epsilon }) => {
      const axes = x.shape.map((_, axis) => axis).slice(1, -1);
      return affine(standardized(x, axes, epsilon).normalized, scale, bias, [x.shape.length - 1]);
    },
  },
  check: ({ epsilon }) => checkEpsilon("instanceNorm", epsilon),
  takes: "x, scale?, bias?, options?",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(
      x: Tensor<S, D>,
      scale?: Tensor<readonly [number], D>,
      bias?: Tensor<readonly [number], D>,
      options: { readonly epsilon?: number } = {},
    ): Tensor<S, D> => {
      checkFloats("instanceNorm", x);
      checkChannels("instanceNorm", x, 3);
      checkParameters("instanceNorm", x, x.shape.slice(-1), { scale, bias });
      return apply([x, scale ?? 1, bias ?? 0], options);
    },
});
