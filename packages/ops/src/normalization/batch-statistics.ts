/** The statistics of channels that batch normalization passes on. */
import type { DType, Shape, Tensor } from "@rensa/core";

/** Mean and variance of each channel. */
export interface ChannelStatistics<D extends DType = DType> {
  readonly mean: Tensor<readonly [number], D>;
  /** That of a batch is the population variance; a running one is unbiased. */
  readonly variance: Tensor<readonly [number], D>;
}

/** What a batch normalization in training returns. */
export interface NormalizedBatch<S extends Shape = Shape, D extends DType = DType> extends ChannelStatistics<D> {
  readonly normalized: Tensor<S, D>;
  /** The number of elements of each channel. */
  readonly count: number;
}
