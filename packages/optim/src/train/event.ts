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
}

/** Values of the metrics by name. */
export type Metrics = Readonly<Record<string, number>>;

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
}

/** A pass over the data begins. */
export interface EpochStartedEvent extends EventBase {
  readonly event: "epochStarted";
}

/** One step is done. */
export interface StepCompletedEvent extends EventBase {
  readonly event: "stepCompleted";
  readonly loss: number;
  readonly metrics: Metrics;
  /** Examples in the batch. */
  readonly examples: number;
}

/** A pass over the data is done. */
export interface EpochCompletedEvent extends EventBase {
  readonly event: "epochCompleted";
  /** Mean over the epoch's batches. */
  readonly loss: number;
  /** Means over the epoch's batches. */
  readonly metrics: Metrics;
  /** On the validation data, where there are any. */
  readonly validation: { readonly loss: number; readonly metrics: Metrics } | null;
  readonly seconds: number;
}

/** The run waits, or goes on. */
export interface PausedEvent extends EventBase {
  readonly event: "paused" | "resumed";
}

/** The run is over: all epochs are done, or it was told to stop. */
export interface CompletedEvent extends EventBase {
  readonly event: "completed";
  readonly reason: "finished" | "stopped";
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
  | StepCompletedEvent
  | EpochCompletedEvent
  | PausedEvent
  | CompletedEvent
  | FailedEvent;

/** The names of the events. */
export type TrainEventName = TrainEvent["event"];
