/**
 * The ops of Rensa: each is a function that records a node, importable alone.
 *
 * @packageDocumentation
 */
export * from "./lists/public-ops.ts";
export { algebra } from "./algebra/algebra.ts";
export { arithmeticRules } from "./algebra/arithmetic.ts";
export { shapeRules } from "./algebra/shape.ts";
export type { AttentionProjections, MultiHeadOptions } from "./attention/multi-head-attention.ts";
export type { RotaryPairing } from "./attention/rotary-embedding.ts";
export type { Attended, AttentionCheck, AttentionOptions } from "./attention/scaled-dot-product-attention.ts";
export type { CumulativeOptions } from "./cumulative/scan.ts";
export type { AlongCheck, Pairwise, PairwiseCheck } from "./distance/distance-call.ts";
export type { AnyExtents, ComplexTensor, FourierOptions } from "./fourier/complex-tensor.ts";
export type { WindowOptions } from "./fourier/cosine-window.ts";
export type { FrequencyOptions } from "./fourier/fft-frequencies.ts";
export type * from "./image/image-types.ts";
export type * from "./image/patch-types.ts";
export type { Alignment } from "./image/sampling.ts";
export type { Outside } from "./indexing/outside.ts";
export type { PickOptions } from "./indexing/pick.ts";
export type { SegmentShape } from "./indexing/segments.ts";
export type { EinsumCheck, EinsumShape } from "./linear/einsum-types.ts";
export type * from "./linear/product-types.ts";
export type { DotAxes } from "./linear/tensordot.ts";
export type { LowerUpperTensors } from "./linear-algebra/lu.ts";
export type { MatrixNormOrder } from "./linear-algebra/matrix-norm.ts";
export type * from "./linear-algebra/matrix-types.ts";
export type { SingularTensors } from "./linear-algebra/svd.ts";
export type { TriangularOptions } from "./linear-algebra/triangular-solve.ts";
export type { ClassWeights, LossOptions, LossReduction, LossWeights, ReducedLoss, RowsOf } from "./loss/reduce-loss.ts";
export type * from "./matrix/matrix-types.ts";
export type { ChannelStatistics, NormalizedBatch } from "./normalization/batch-statistics.ts";
export type { Key } from "./random/key.ts";
export type { ArangeDType } from "./shape/arange.ts";
export type * from "./shape/axis-types.ts";
export type { BroadcastAll } from "./shape/broadcast-together.ts";
export type { GridShape } from "./shape/meshgrid.ts";
export type { MirrorMode } from "./shape/mirror-pad.ts";
export { split } from "./shape/split.ts";
export type { Interpolation } from "./sorting/quantile.ts";
export type { SearchSide } from "./sorting/search-sorted.ts";
export * from "./types/decimal.ts";
export type * from "./types/parts.ts";
export * from "./types/shapes.ts";
export * from "./types/windows.ts";
export { standardOps } from "./standard-ops.ts";
export { checkNames } from "./check-names.ts";
