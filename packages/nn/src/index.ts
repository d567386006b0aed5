/**
 * Layers as pure descriptions with typed shapes, initializers, metrics and summaries.
 *
 * @packageDocumentation
 */
export * from "./layer.ts";
export * from "./metric.ts";
export { inference } from "./inference.ts";
export * from "./model.ts";
export * from "./attention/block-options.ts";
export * from "./attention/cross-attention-decoder-block.ts";
export type { FeedForwardParameters } from "./attention/feed-forward.ts";
export * from "./attention/learned-positions.ts";
export * from "./attention/multi-head-attention.ts";
export type { SameSequences, Sequences } from "./attention/sequences.ts";
export * from "./attention/sinusoidal-positions.ts";
export * from "./attention/transformer-decoder-block.ts";
export {
  transformerEncoderBlock,
  type EncoderBlockOptions,
  type SelfAttentionBlock,
  type SelfAttentionParameters,
} from "./attention/transformer-encoder-block.ts";
export * from "./initializers/constant.ts";
export * from "./initializers/glorot.ts";
export * from "./initializers/he.ts";
export * from "./initializers/initializer.ts";
export * from "./initializers/lecun.ts";
export * from "./initializers/normal.ts";
export * from "./initializers/orthogonal.ts";
export * from "./initializers/truncated-normal.ts";
export * from "./initializers/uniform.ts";
export * from "./initializers/variance-scaling.ts";
export type { AffineOptions, AffineParameters } from "./layers/affine-parameters.ts";
export * from "./layers/average-pool1d.ts";
export * from "./layers/average-pool2d.ts";
export { batchNorm, type BatchNormOptions, type BatchNormParameters } from "./layers/batch-norm.ts";
export { contextFor } from "./layers/child.ts";
export * from "./layers/compose.ts";
export * from "./layers/conv1d.ts";
export * from "./layers/conv2d-transpose.ts";
export * from "./layers/conv2d.ts";
export * from "./layers/define-layer.ts";
export * from "./layers/dense.ts";
export * from "./layers/depthwise-conv2d.ts";
export * from "./layers/dropout.ts";
export * from "./layers/embedding.ts";
export type * from "./layers/feature-shapes.ts";
export * from "./layers/flatten.ts";
export * from "./layers/frozen.ts";
export * from "./layers/global-average-pool.ts";
export * from "./layers/group-norm.ts";
export * from "./layers/instance-norm.ts";
export * from "./layers/key-for.ts";
export { layerNorm, type FeatureShape, type LastAxes } from "./layers/layer-norm.ts";
export * from "./layers/max-pool1d.ts";
export * from "./layers/max-pool2d.ts";
export { named, type Named } from "./layers/named.ts";
export * from "./layers/parallel.ts";
export * from "./layers/parameter.ts";
export {
  layerOf,
  type AfterLayer,
  type InputOf,
  type KindOf,
  type LayerLike,
  type NoParameters,
  type ParametersByName,
  type ParametersOf,
  type PlainFunction,
  type ShapeFunctionOf,
} from "./layers/plain-function.ts";
export type { PoolLayer, PoolOptions } from "./layers/pool-layer.ts";
export * from "./layers/reshape.ts";
export * from "./layers/residual.ts";
export * from "./layers/rms-norm.ts";
export * from "./layers/separable-conv2d.ts";
export type {
  FirstInput,
  Fitting,
  SequentialParameters,
  SequentialShape,
  WithName,
} from "./layers/sequential-types.ts";
export * from "./layers/sequential.ts";
export * from "./layers/shaped.ts";
export type { WeightOptions, WeightsAndBias } from "./layers/weights-and-bias.ts";
export type { ConvolutionOptions, StepOptions } from "./layers/window-options.ts";
export type * from "./layers/window-shapes.ts";
export { accuracy } from "./metrics/accuracy.ts";
export { areaUnderRoc } from "./metrics/area-under-roc.ts";
export type { AveragedScore, ClassAverage } from "./metrics/average.ts";
export { averagePrecision } from "./metrics/average-precision.ts";
export { binaryAccuracy } from "./metrics/binary-accuracy.ts";
export type { DecisionOptions } from "./metrics/binary-decisions.ts";
export { binnedAreaUnderRoc, type BinnedAreaOptions } from "./metrics/binned-area-under-roc.ts";
export type { ClassScoreOptions } from "./metrics/class-counts.ts";
export type { LabelOptions } from "./metrics/class-labels.ts";
export { binaryConfusionMatrix, confusionMatrix } from "./metrics/confusion-matrix.ts";
export { evaluateMetric, metricEvaluator, type MetricBatch, type MetricSettings } from "./metrics/evaluate-metric.ts";
export { fScore, type FScoreOptions } from "./metrics/f-score.ts";
export { meanAbsoluteErrorMetric } from "./metrics/mean-absolute-error-metric.ts";
export { meanIntersectionOverUnion } from "./metrics/mean-intersection-over-union.ts";
export { metricOf } from "./metrics/metric-of.ts";
export { TotalsOfMetric } from "./metrics/metric-totals.ts";
export { perplexity, type PerplexityOptions } from "./metrics/perplexity.ts";
export { precision } from "./metrics/precision.ts";
export { r2Score, type R2ScoreOptions } from "./metrics/r2-score.ts";
export { recall } from "./metrics/recall.ts";
export { rootMeanSquaredError } from "./metrics/root-mean-squared-error.ts";
export { topKAccuracy } from "./metrics/top-k-accuracy.ts";
export * from "./recurrent/bidirectional.ts";
export * from "./recurrent/cell.ts";
export type { RecurrentParameters } from "./recurrent/gates.ts";
export * from "./recurrent/gru.ts";
export type { RecurrentInitializers } from "./recurrent/initial-parameters.ts";
export * from "./recurrent/lstm.ts";
export {
  recurrent,
  type OverTime,
  type RecurrentLayer,
  type RecurrentOptions,
  type RecurrentOutput,
  type RecurrentRun,
  type RunOptions,
  type ShapeOverTime,
} from "./recurrent/recurrent.ts";
export * from "./recurrent/simple-rnn.ts";
export { withinLengths, type PaddedSequences } from "./sequences/lengths.ts";
export * from "./sequences/with-lengths.ts";
export { formatSummary, type FormatSummaryOptions } from "./summary/format-summary.ts";
export { summary, type ModelSummary, type SummaryOptions, type SummaryRow } from "./summary/summary.ts";
export type { ModelOf, SummaryParameter } from "./summary/trace-model.ts";
