/** Normalization of each channel over a batch, in training. */
import { makeOp, type DType, type Shape, sizeOf, type Tensor } from "@rensa/core";
import { reshape } from "../shape/reshape.ts";
import { checkFloats } from "../distance/distance-call.ts";
import { affine, checkChannels, checkEpsilon, checkParameters } from "./affine.ts";
import { standardized } from "./standardized.ts";
import type { NormalizedBatch } from "./batch-statistics.ts";

/**
 * Each channel (the last axis) as `(x - mean(x)) / sqrt(variance(x) + epsilon)` over all other axes, times `scale`
 * and plus `bias`, one a channel, both optional (Ioffe and Szegedy 2015; as PyTorch's `batch_norm` with
 * `training=True`, with channels last).
 *
 * Returns the normalized tensor, and mean, population variance and number of elements of each channel, which
 * `batchNormUpdate` folds into running statistics for `batchNormInference`. x is `[batch, ..., channels]`. Default
 * `epsilon`: 1e-5 (from 0).
 *
 * @throws RensaError `SHAPE_MISMATCH`, `RANK_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { batchNorm } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 8, 8, 6), scale: f32(6), bias: f32(6) }, ({ x, scale, bias }) => batchNorm(x, scale, bias).normalized);
 * console.log(traced.result); // { shape: [2, 8, 8, 6], dtype: "f32" }
 * ```
 */
export const batchNorm = makeOp({
  name: "batch_norm",
  inputs: ["x", "scale", "bias"],
  attributes: { epsilon: 1e-5 },
  forward: {
    composite: ([x, scale, bias], { epsilon }) => {
      const last = x.shape.length - 1;
      const channels = x.shape.slice(-1);
      const axes = x.shape.map((_, axis) => axis).slice(0, -1);
      const { normalized, mean, variance } = standardized(x, axes, epsilon);
      return [affine(normalized, scale, bias, [last]), reshape(mean, channels), reshape(variance, channels)];
    },
  },
  check: ({ epsilon }) => checkEpsilon("batchNorm", epsilon),
  takes: "x, scale?, bias?, options?",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(
      x: Tensor<S, D>,
      scale?: Tensor<readonly [number], D>,
      bias?: Tensor<readonly [number], D>,
      options: { readonly epsilon?: number } = {},
    ): NormalizedBatch<S, D> => {
      checkFloats("batchNorm", x);
      checkChannels("batchNorm", x, 2);
      checkParameters("batchNorm", x, x.shape.slice(-1), { scale, bias });
      const [normalized, mean, variance] = apply.all([x, scale ?? 1, bias ?? 0], options);
      const count = sizeOf(x.shape.slice(0, -1));
      return { normalized, mean, variance, count } as NormalizedBatch<S, D>;
    },
});
