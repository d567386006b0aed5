/** The events of a training: a discriminated union, JSON-safe. */
import type { RensaError } from "@rensa/core";

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
  readonly event: "started";
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
  readonly event: "epochStarted";
}

/** One step is done. */
export interface StepEvent extends EventBase {
  readonly event: "step";
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
  readonly event: "validated";
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
  readonly event: "epochCompleted";
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
  readonly event: "learningRateChanged";
  readonly learningRate: number;
  readonly previous: number;
}

/** Another hyperparameter was set. */
export interface HyperparameterChangedEvent extends EventBase {
  readonly event: "hyperparameterChanged";
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
  readonly event: "gradientHealth";
  readonly gradients: readonly GradientNorm[];
}

/** A checkpoint can be read from now on. */
export interface CheckpointSavedEvent extends EventBase {
  readonly event: "checkpointSaved";
  /** The step that it holds. */
  readonly savedStep: number;
  /** Its name in the store. */
  readonly name: string;
  readonly bytes: number;
  readonly milliseconds: number;
  /** True where it is the best so far. */
  readonly isBest: boolean;
}

/** The loss of a step was not a number or infinite. With `checkFinite`, the run fails; else it goes on. */
export interface NonFiniteEvent extends EventBase {
  readonly event: "nonFinite";
  /** What is not finite, and where it was made if that is known. */
  readonly message: string;
}

/** The run waits, or goes on. */
export interface PausedEvent extends EventBase {
  readonly event: "paused" | "resumed";
}

/** The run was told to stop. The last event. */
export interface StoppedEvent extends EventBase {
  readonly event: "stopped";
  readonly reason: string;
  readonly seconds: number;
}

/** All epochs are done. The last event. */
export interface CompletedEvent extends EventBase {
  readonly event: "completed";
  readonly seconds: number;
}

/** The run could not go on. The last event; the stream completes after it. */
export interface FailedEvent extends EventBase {
  readonly event: "failed";
  readonly error: ReturnType<RensaError["toJSON"]>;
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
  | PausedEvent
  | StoppedEvent
  | CompletedEvent
  | FailedEvent;

/** The names of the events. */
export type TrainEventName = TrainEvent["event"];
