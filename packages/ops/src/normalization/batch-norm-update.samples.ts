/** Samples of batchNormUpdate. */
import { f32, hostTensor, sampleTensor, type OpSamples, type Tensor } from "@rensa/core";
import { batchNorm } from "./batch-norm.ts";
import type { ChannelStatistics } from "./batch-statistics.ts";
import { batchNormUpdate } from "./batch-norm-update.ts";

/** Samples of batchNormUpdate. */
export const samples: OpSamples = {
  op: batchNormUpdate,
  samples: [
    {
      name: "the mean",
      inputs: [sampleTensor([3]), sampleTensor([3], 0.5, 1), sampleTensor([5, 3])],
      apply: (m, v, x) => updated(m, v, x).mean,
      notSmooth: "the batch is a constant to differentiation",
      torch: "0.9 * runningMean + 0.1 * mean.detach().mean(0)",
    },
    {
      name: "the variance, which is unbiased",
      inputs: [sampleTensor([3]), sampleTensor([3], 0.5, 1), sampleTensor([5, 3])],
      apply: (m, v, x) => updated(m, v, x, { momentum: 0.3 }).variance,
      notSmooth: "the batch is a constant to differentiation",
      torch: "0.7 * runningVariance + 0.3 * mean.detach().var(0)",
    },
    {
      name: "a single row",
      inputs: [hostTensor([0, 0]), hostTensor([1, 1]), hostTensor([[2, 3]])],
      apply: (m, v, x) => updated(m, v, x).variance,
      expected: [0.9, 0.9],
      notSmooth: "the batch is a constant to differentiation",
      torch: "0.9 * runningVariance",
    },
  ],
  errors: [
    {
      name: "statistics of another length",
      inputs: [f32(2), f32(2), f32(4, 3)],
      apply: (m, v, x) => updated(m, v, x).mean,
      code: "SHAPE_MISMATCH",
    },
    {
      name: "a momentum above 1",
      inputs: [f32(3), f32(3), f32(4, 3)],
      apply: (m, v, x) => updated(m, v, x, { momentum: 2 }).mean,
      code: "ATTRIBUTE_INVALID",
    },
  ],
};

function updated(
  mean: Tensor,
  variance: Tensor,
  x: Tensor,
  options?: { readonly momentum?: number },
): ChannelStatistics {
  return batchNormUpdate(
    { mean: mean as Tensor<readonly [number]>, variance: variance as Tensor<readonly [number]> },
    batchNorm(x),
    options,
  );
}
