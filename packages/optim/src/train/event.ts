/** The events of a training: a discriminated union, JSON-safe. */
import type { Failure } from "./failure.ts";

/** What every event carries. */
export interface EventBase {
  /** The run that it belongs to. */
  readonly runId: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Epoch, from 1; 0 before the first. */
  readonly epoch: number;
  /** Steps done so far. */
  readonly step: number;
}

/** A parameter as the summary shows it. */
export interface ParameterSummary {
  /** Path, such as `dense_1.weights`. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly count: number;
  /** False where the optimizer leaves it as it is: frozen, or a running mean. */
  readonly isTrained: boolean;
}

/** Values of the metrics by name. */
export type Metrics = Readonly<Record<string, number>>;

/** Metrics that are tables, such as a confusion matrix, by name. */
export type Tables = Readonly<Record<string, readonly (readonly number[])[]>>;

/** Everything is compiled and the first step is next. */
export interface StartedEvent extends EventBase {
  readonly type: "started";
  readonly parameters: readonly ParameterSummary[];
  readonly epochs: number;
  readonly batchesPerEpoch: number;
  readonly backend: string;
  readonly threads: number;
  /** Milliseconds that compiling took. */
  readonly compileMilliseconds: number;
  /** True where the run goes on from a snapshot. */
  readonly isResumed: boolean;
}

/** A pass over the data begins. */
export interface EpochStartedEvent extends EventBase {
  readonly type: "epochStarted";
}

/** One step is done. */
export interface StepEvent extends EventBase {
  readonly type: "step";
  /** Of the batch, before the update. */
  readonly loss: number;
  /** Of the batch, before the update. */
  readonly metrics: Metrics;
  /** The rate of the update; `null` where the optimizer has none. */
  readonly learningRate: number | null;
  /** Examples in the batch. */
  readonly examples: number;
}

/** The validation data was evaluated. */
export interface ValidatedEvent extends EventBase {
  readonly type: "validated";
  /** Mean over the examples. */
  readonly loss: number;
  /** Over all examples. */
  readonly metrics: Metrics;
  readonly tables: Tables;
  readonly examples: number;
  readonly seconds: number;
}

/** A pass over the data is done. */
export interface EpochCompletedEvent extends EventBase {
  readonly type: "epochCompleted";
  /** Mean over the epoch's examples, each before the update of its step. */
  readonly loss: number;
  /** Over the epoch's examples, each before the update of its step. */
  readonly metrics: Metrics;
  readonly tables: Tables;
  /** On the validation data, where there are any. */
  readonly validation: { readonly loss: number; readonly metrics: Metrics } | null;
  readonly seconds: number;
}

/** The learning rate is another one: it was set, or a schedule has moved it since the last epoch. */
export interface LearningRateChangedEvent extends EventBase {
  readonly type: "learningRateChanged";
  readonly learningRate: number;
  readonly previous: number;
}

/** Another hyperparameter was set. */
export interface HyperparameterChangedEvent extends EventBase {
  readonly type: "hyperparameterChanged";
  readonly name: string;
  /** As the state holds it: rounded to f32, but where parameters are f64. */
  readonly value: number;
  readonly previous: number;
}

/** The gradient of one parameter. */
export interface GradientNorm {
  /** Path of the parameter, such as `dense_1.weights`. */
  readonly name: string;
  /** Elements. */
  readonly count: number;
  /** Length (L2) of the gradient. */
  readonly norm: number;
  /** Length (L2) of the parameter. */
  readonly parameterNorm: number;
}

/** The gradients of a step, parameter by parameter, from the first layer to the last. Sent where somebody asks for it. */
export interface GradientHealthEvent extends EventBase {
  readonly type: "gradientHealth";
  readonly gradients: readonly GradientNorm[];
}

/** A checkpoint can be read from now on. */
export interface CheckpointSavedEvent extends EventBase {
  readonly type: "checkpointSaved";
  /** The step that it holds. */
  readonly savedStep: number;
  /** Its name in the store. */
  readonly name: string;
  readonly bytes: number;
  readonly milliseconds: number;
  /** True where it is the best so far. */
  readonly isBest: boolean;
}

/**
 * Something was NaN or infinite. Told when it is so for the first time, and again after it was finite. With `checkFinite`,
 * the run fails; with `stopOnNonFinite`, it stops; else it goes on.
 */
export interface NonFiniteEvent extends EventBase {
  readonly type: "nonFinite";
  /**
   * What it was: `loss` of a step, before its update; `validation.loss`; `parameters.<path>`, which are looked at when the
   * run is at its end; `step` where `checkFinite` has found something within one.
   */
  readonly value: string;
  /** What was found; `null` where `checkFinite` has found it, whose message tells. */
  readonly found: "NaN" | "Infinity" | "-Infinity" | null;
  /** For people: what is not finite, where it was made if that is known, and what helps. */
  readonly message: string;
}

/** Something that a resumed run was made with otherwise than the one that it goes on from. */
export interface ConfigurationChange {
  /** Such as `epochs`, `data.examplesPerEpoch`, `backend` or `hyperparameters.learningRate`. */
  readonly name: string;
  /** In the run that the snapshot is of; `null` where it had none. */
  readonly before: string | number | null;
  /** In the configuration of this run. */
  readonly now: string | number | null;
  /** Which of the two counts: for hyperparameters, which are in the snapshot, `before`; else `now`. */
  readonly counts: "before" | "now";
}

/**
 * A run goes on with another configuration than that of its snapshot, which no error tells of because it may be meant:
 * more epochs, other data, another rate. Comes once, after `started`.
 */
export interface ConfigurationChangedEvent extends EventBase {
  readonly type: "configurationChanged";
  readonly changes: readonly ConfigurationChange[];
  /** For people. */
  readonly message: string;
}

/** The run waits, or goes on. */
export interface PausedEvent extends EventBase {
  readonly type: "paused" | "resumed";
}

/** The run was told to stop. The last event, but for those of checkpoints and of what is set afterwards. */
export interface StoppedEvent extends EventBase {
  readonly type: "stopped";
  readonly reason: string;
  readonly seconds: number;
}

/** All epochs are done. The last event, as `stopped` is. */
export interface CompletedEvent extends EventBase {
  readonly type: "completed";
  readonly seconds: number;
}

/**
 * The run could not go on. The last event: a trainer's stream completes after it and `start` rejects; that of `train` ends
 * by the error.
 */
export interface FailedEvent extends EventBase {
  readonly type: "failed";
  /** What happened, with its cause and stack; `trainer.state.error` is the error itself. */
  readonly error: Failure;
}

/** Any event of a training. */
export type TrainEvent =
  | StartedEvent
  | EpochStartedEvent
  | StepEvent
  | ValidatedEvent
  | EpochCompletedEvent
  | LearningRateChangedEvent
  | HyperparameterChangedEvent
  | GradientHealthEvent
  | CheckpointSavedEvent
  | NonFiniteEvent
  | ConfigurationChangedEvent
  | PausedEvent
  | StoppedEvent
  | CompletedEvent
  | FailedEvent;

/** The names of the events. */
export type TrainEventName = TrainEvent["type"];
