/** Where a training stands, as a frozen snapshot that events keep up to date. */
import { checkKind, type RensaError } from "@rensa/core";
import type { Metrics, TrainEvent } from "./event.ts";
import { errorOf } from "./failure.ts";

/** Where a training stands. */
export type TrainerStatus = "idle" | "running" | "paused" | "stopped" | "finished" | "failed";

/** A frozen snapshot of where a training stands. */
export interface TrainerState {
  readonly status: TrainerStatus;
  readonly epoch: number;
  readonly step: number;
  /** Of the last step. */
  readonly loss: number | null;
  /** Of the last step. */
  readonly metrics: Metrics;
  /** Why the run has failed, with cause, stack and the user's line; `null` where it has not. */
  readonly error: RensaError | null;
}

/** Before the start. */
export const idleState: TrainerState = Object.freeze({
  status: "idle",
  epoch: 0,
  step: 0,
  loss: null,
  metrics: Object.freeze({}),
  error: null,
});

/**
 * The state after an event.
 *
 * @param state - The state before it.
 * @param event - The event.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { Dataset } from "@rensa/data";
 * import { dense } from "@rensa/nn";
 * import { meanSquaredError } from "@rensa/ops";
 * import { idleState, stateAfter } from "@rensa/optim";
 * import { distinctUntilChanged, lastValueFrom, map, scan, toArray } from "rxjs";
 * import { sgd, train } from "rensa";
 *
 * const data = Dataset.fromArrays({ inputs: [[1], [2]], targets: [[2], [4]], shape: [1], targetShape: [1] }).batch(2);
 * const config = { model: dense(1, 1), loss: meanSquaredError, optimizer: sgd(0.1), data, epochs: 3 };
 * const state$ = train(config).pipe(scan(stateAfter, idleState), map(({ status }) => status), distinctUntilChanged());
 * console.log(await lastValueFrom(state$.pipe(toArray()))); // ["running", "finished"]
 * ```
 */
export function stateAfter(state: TrainerState, event: TrainEvent): TrainerState {
  checkKind("stateAfter: the state", state, "record");
  checkKind("stateAfter: the event", event, "record");
  checkKind("stateAfter: the kind of the event", event.type, "string");
  return Object.freeze({ ...state, epoch: event.epoch, step: event.step, ...changeOf(state, event) });
}

function changeOf({ status }: TrainerState, event: TrainEvent): Partial<TrainerState> {
  switch (event.type) {
    case "started":
      // It may have been paused while it was compiled.
      return status === "idle" ? { status: "running" } : {};
    case "resumed":
      return { status: "running" };
    case "step":
      return { loss: event.loss, metrics: event.metrics };
    case "paused":
      return { status: "paused" };
    case "stopped":
      return { status: "stopped" };
    case "completed":
      return { status: "finished" };
    case "failed":
      return { status: "failed", error: errorOf(event.error) };
    case "epochStarted":
    case "validated":
    case "epochCompleted":
    case "learningRateChanged":
    case "hyperparameterChanged":
    case "gradientHealth":
    case "checkpointSaved":
    case "nonFinite":
    case "configurationChanged":
      return {};
  }
}
