/** The events of a search: a discriminated union, JSON-safe. */
import type { Failure } from "../train/failure.ts";
import { checkParts } from "@rensa/core";
import type { HostTensor } from "@rensa/core";
import type { Settings } from "./strategy.ts";

/** What every event carries. */
export interface SearchEventBase {
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** A trial, and where it stands. */
export interface TrialStanding<S = Settings> {
  /** Its number, from 0. */
  readonly trial: number;
  readonly settings: S;
  /** Epochs done. */
  readonly epoch: number;
  /** The watched number of its last epoch; `null` where it has none, or one that is not finite. */
  readonly metric: number | null;
}

/** A trial begins. */
export interface TrialStartedEvent<S = Settings> extends SearchEventBase {
  readonly type: "trialStarted";
  readonly trial: number;
  readonly settings: S;
  readonly seed: number;
}

/** A trial has done an epoch. */
export interface TrialReportedEvent extends SearchEventBase {
  readonly type: "trialReported";
  readonly trial: number;
  readonly epoch: number;
  readonly metric: number | null;
}

/** A trial is not worth going on with, or is complete. */
export interface TrialEndedEvent<S = Settings> extends SearchEventBase, TrialStanding<S> {
  readonly type: "trialStopped" | "trialCompleted";
}

/** A trial could not go on; the others do. */
export interface TrialFailedEvent<S = Settings> extends SearchEventBase {
  readonly type: "trialFailed";
  readonly trial: number;
  readonly settings: S;
  readonly error: Failure;
}

/** A trial is complete and better than all that were before it. */
export interface BestEvent<S = Settings> extends SearchEventBase, TrialStanding<S> {
  readonly type: "best";
}

/** All trials are over. The last event. */
export interface SearchCompletedEvent<S = Settings> extends SearchEventBase {
  readonly type: "completed";
  /** Of all complete trials; of equal ones the one with the smallest number. */
  readonly best: TrialStanding<S>;
  /** Trials that began. */
  readonly trials: number;
  readonly seconds: number;
}

/** No trial came to its end with a number, or the strategy threw. The last event; the stream ends by the error. */
export interface SearchFailedEvent extends SearchEventBase {
  readonly type: "failed";
  readonly error: Failure;
}

/** Any event of a search. */
export type SearchEvent<S = Settings> =
  | TrialStartedEvent<S>
  | TrialReportedEvent
  | TrialEndedEvent<S>
  | TrialFailedEvent<S>
  | BestEvent<S>
  | SearchCompletedEvent<S>
  | SearchFailedEvent;

const parameters: unique symbol = Symbol("rensa.parameters");

interface WithParameters {
  readonly [parameters]?: ReadonlyMap<string, HostTensor>;
}

/**
 * The parameters of the best trial, by path, that the events `best` and `completed` carry beside their JSON; `null` for others
 * and for copies.
 *
 * @param event - The event, as the stream of the training tells it.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { Dataset } from "@rensa/data";
 * import { dense } from "@rensa/nn";
 * import { meanSquaredError } from "@rensa/ops";
 * import { bestParametersOf, multiStart } from "@rensa/optim";
 * import { lastValueFrom } from "rxjs";
 * import { defaultEngine, sgd } from "rensa";
 *
 * const data = Dataset.fromArrays({ inputs: [[1], [2]], targets: [[2], [4]], shape: [1], targetShape: [1] }).batch(2);
 * const config = { model: dense(1, 1), loss: meanSquaredError, optimizer: sgd(0.1), data, epochs: 3 };
 * const starts$ = multiStart({ engine: defaultEngine(), starts: 2, monitor: "loss", trial: () => config });
 * console.log([...(bestParametersOf(await lastValueFrom(starts$))?.keys() ?? [])]); // ["weights", "bias"]
 * ```
 */
export function bestParametersOf(event: SearchEvent<unknown>): ReadonlyMap<string, HostTensor> | null {
  checkParts("bestParametersOf: the event", event, "type");
  return (event as WithParameters)[parameters] ?? null;
}

/** Gives an event parameters that neither JSON nor a copy of it shows. */
export function withParameters<E extends SearchEvent>(event: E, given: ReadonlyMap<string, HostTensor>): E {
  return Object.defineProperty(event, parameters, { value: given, enumerable: false });
}
