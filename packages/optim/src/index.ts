/**
 * Optimizers as pairs of pure functions in terms of ops, and training as a stream of RxJS events.
 *
 * @packageDocumentation
 */
export type { ApplyContext, Key, Metric, MetricResult, MetricTotals, Model } from "@rensa/nn";
export { browserStore, type BrowserPlace, type BrowserStoreOptions } from "./checkpoint/browser-store.ts";
export type { CadenceOptions } from "./checkpoint/cadence.ts";
export type * from "./checkpoint/checkpoint-store.ts";
export { checkpointTo, type CheckpointToOptions } from "./checkpoint/checkpoint-to.ts";
export { decodeCheckpoint } from "./checkpoint/decode-checkpoint.ts";
export { encodeCheckpoint, type CheckpointNotes, type EncodedCheckpoint } from "./checkpoint/encode-checkpoint.ts";
export { fitParameters, type FitOptions } from "./checkpoint/fit-parameters.ts";
export { loadParameters, type LoadParametersOptions } from "./checkpoint/load-parameters.ts";
export type { CheckpointManifest, Score } from "./checkpoint/manifest.ts";
export { memoryStore } from "./checkpoint/memory-store.ts";
export { resumeFrom, type ResumeFromOptions } from "./checkpoint/resume-from.ts";
export type { CheckpointStorage } from "./checkpoint/storage.ts";
export { checkpointStore } from "./checkpoint/store-on-storage.ts";
export * from "./operators/early-stopping.ts";
export * from "./operators/exploding-gradients.ts";
export type { GradientFinding, GradientWatchOptions } from "./operators/gradient-findings.ts";
export * from "./operators/gradient-layers.ts";
export * from "./operators/moving-average.ts";
export type { OperatorOptions } from "./operators/operate.ts";
export * from "./operators/reduce-on-plateau.ts";
export * from "./operators/sample-steps.ts";
export * from "./operators/stop-on-non-finite.ts";
export * from "./operators/vanishing-gradients.ts";
export { encodeModel, type ModelToSave } from "./predict/encode-model.ts";
export {
  loadModel,
  type BatchOf,
  type LoadedModel,
  type LoadModelOptions,
  type ModelReading,
} from "./predict/load-model.ts";
export { predictor, type Prediction, type Predictor, type PredictorConfig } from "./predict/predictor.ts";
export * from "./schedules/cosine-with-restarts.ts";
export * from "./schedules/exponential-decay.ts";
export * from "./schedules/inverse-square-root.ts";
export * from "./schedules/inverse-time.ts";
export * from "./schedules/join-schedules.ts";
export * from "./schedules/one-cycle.ts";
export * from "./schedules/piecewise.ts";
export * from "./schedules/plot-schedule.ts";
export * from "./schedules/polynomial-decay.ts";
export * from "./schedules/sample-schedule.ts";
export * from "./schedules/schedule.ts";
export * from "./schedules/step-decay.ts";
export * from "./schedules/warm-up.ts";
export {
  bestParametersOf,
  type BestEvent,
  type SearchCompletedEvent,
  type SearchEvent,
  type SearchEventBase,
  type SearchFailedEvent,
  type TrialEndedEvent,
  type TrialFailedEvent,
  type TrialReportedEvent,
  type TrialStanding,
  type TrialStartedEvent,
} from "./search/event.ts";
export type { TrialContext } from "./search/lane.ts";
export {
  learningRateRange,
  type RatePoint,
  type RateRange,
  type RateRangeConfig,
  type RateRangeResult,
} from "./search/learning-rate-range.ts";
export { multiStart, type MultiStartConfig } from "./search/multi-start.ts";
export {
  search,
  type SearchConfig,
  type SearchOptions,
  type Trial,
  type TrialPlace,
  type TrialWorkers,
} from "./search/search.ts";
export { choice, integer, logUniform, uniform, type Dimension, type SettingsOf, type Space } from "./search/space.ts";
export {
  drawSettings,
  gridSearch,
  randomSearch,
  type GridSearchOptions,
  type RandomSearchOptions,
  type SearchStrategy,
  type Settings,
  type StrategyContext,
  type TrialOrder,
  type TrialResult,
} from "./search/strategy.ts";
export { successiveHalving, type SuccessiveHalvingOptions } from "./search/successive-halving.ts";
export type { NumberRange } from "./ranges.ts";
export * from "./transforms/accumulate.ts";
export * from "./transforms/adadelta.ts";
export * from "./transforms/adagrad.ts";
export * from "./transforms/adam.ts";
export * from "./transforms/adamax.ts";
export * from "./transforms/average-weights.ts";
export * from "./transforms/centralize.ts";
export { chain } from "./transforms/chain.ts";
export * from "./transforms/clip-adaptively.ts";
export * from "./transforms/clip-by-value.ts";
export * from "./transforms/clip.ts";
export * from "./transforms/gradient-noise.ts";
export * from "./transforms/lamb.ts";
export * from "./transforms/lbfgs.ts";
export { scaleByLearningRate } from "./transforms/learning-rate.ts";
export * from "./transforms/lion.ts";
export * from "./transforms/lookahead.ts";
export { masked } from "./transforms/masked.ts";
export * from "./transforms/momentum.ts";
export * from "./transforms/muon.ts";
export * from "./transforms/nadam.ts";
export * from "./transforms/optimizers.ts";
export * from "./transforms/partition.ts";
export type { PenaltyOptions } from "./transforms/penalty.ts";
export * from "./transforms/radam.ts";
export type { RateAddress } from "./transforms/rate-state.ts";
export * from "./transforms/rmsprop.ts";
export * from "./transforms/sam.ts";
export {
  transform,
  type InnerOf,
  type Slots,
  type TransformDefinition,
  type UpdateParts,
  type UpdateResult,
} from "./transforms/define-transform.ts";
export type { Chained, Grouped, InnerAddresses, InnerTransforms } from "./transforms/address-types.ts";
export type { BoundTransform } from "./transforms/members.ts";
export type { FirstValue } from "./transforms/scalars.ts";
export type {
  Hyperparameter,
  InnerStates,
  Transform,
  TransformMember,
  TransformState,
  UpdateArguments,
  UpdateContext,
  Updated,
} from "./transforms/transform.ts";
export { castLike, filledLike, mapTensors, type OfParameter } from "./transforms/trees.ts";
export * from "./transforms/weight-decay.ts";
export * from "./train/config.ts";
export * from "./train/control.ts";
export { controlOf } from "./train/control-of.ts";
export * from "./train/evaluate.ts";
export * from "./train/event.ts";
export type { ReportError } from "./train/run/event-stream.ts";
export type { Failure, FailureCause } from "./train/failure.ts";
export type { MonitorOptions } from "./train/monitored.ts";
export * from "./train/of-type.ts";
export * from "./train/snapshot/snapshot.ts";
export * from "./train/step/train-step.ts";
export * from "./train/train.ts";
export { createTrainer, type LocalTrainer, type Trainer } from "./train/trainer.ts";
export * from "./train/trainer-state.ts";
export { serveTrainer, type ServedContext, type TrainerFactory } from "./worker/serve-trainer.ts";
