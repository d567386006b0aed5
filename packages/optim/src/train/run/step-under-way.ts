/** A step that was begun. */
import type { GradientNorm } from "../event.ts";
import type { StepResult } from "./run-state.ts";

/** What it will say. Neither promise needs to be watched: whoever wants the results asks in the order of the steps. */
export interface StepUnderWay {
  readonly result: Promise<StepResult>;
  /** The gradients that it sees; `null` where nobody wanted them. */
  readonly gradients: Promise<readonly GradientNorm[]> | null;
}

/** Keeps a rejection for whoever asks later. */
export function keptForLater<Result>(promise: Promise<Result>): Promise<Result> {
  promise.catch(() => undefined);
  return promise;
}
