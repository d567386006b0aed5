/** The running statistics of a batch normalization. */
import { makeOp, type DType, wholeNumber, RensaError, type Tensor } from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { mul } from "../arithmetic/mul.ts";
import { stopGradient } from "../structure/stop-gradient.ts";
import { checkParameters } from "./affine.ts";
import type { ChannelStatistics } from "./batch-statistics.ts";

/**
 * Running mean and variance after another batch: `(1 - momentum) * running + momentum * batch`, where the variance of
 * the batch is made unbiased by `count / (count - 1)` (as PyTorch's `batch_norm` does; what Keras calls momentum is
 * one less this one). The batch is what `batchNorm` returned, and a constant to differentiation. Of a single element
 * a channel the variance stays as it is counted.
 *
 * Default `momentum`: 0.1 (0 to 1).
 *
 * @throws RensaError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { batchNorm, batchNormUpdate } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(8, 3), mean: f32(3), variance: f32(3) }, ({ x, mean, variance }) => {
 *   const batch = batchNorm(x);
 *   return { y: batch.normalized, ...batchNormUpdate({ mean, variance }, batch) };
 * });
 * console.log(traced.result); // { y: { shape: [8, 3], dtype: "f32" }, mean: { shape: [3], dtype: "f32" }, variance: { shape: [3], dtype: "f32" } }
 * ```
 */
export const batchNormUpdate = makeOp({
  name: "batch_norm_update",
  inputs: ["runningMean", "runningVariance", "mean", "variance"],
  attributes: { momentum: 0.1, count: wholeNumber(2, { minimum: 1 }) },
  forward: {
    composite: ([runningMean, runningVariance, mean, variance], { momentum, count }) => {
      const fold = (running: Tensor, batch: Tensor, factor: number): Tensor =>
        add(mul(running, 1 - momentum), mul(stopGradient(batch), momentum * factor));
      return [fold(runningMean, mean, 1), fold(runningVariance, variance, count > 1 ? count / (count - 1) : 1)];
    },
  },
  check: ({ momentum }) => {
    if (!(momentum >= 0 && momentum <= 1))
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `batchNormUpdate: the momentum is ${String(momentum)}; give a number from 0 to 1.`,
      );
  },
  takes: "running, batch, options?",
  call:
    (apply) =>
    <D extends DType>(
      running: ChannelStatistics<D>,
      batch: ChannelStatistics<D> & { readonly count: number },
      options: { readonly momentum?: number } = {},
    ): ChannelStatistics<D> => {
      const { mean, variance, count } = batch;
      checkParameters("batchNormUpdate", mean, mean.shape, {
        "running mean": running.mean,
        "running variance": running.variance,
        variance,
      });
      const [updatedMean, updatedVariance] = apply.all([running.mean, running.variance, mean, variance], {
        ...options,
        count,
      });
      return { mean: updatedMean, variance: updatedVariance } as ChannelStatistics<D>;
    },
});
