/** What a run does next, from where it stands. */
import type { RunState } from "./run-state.ts";

/** Something that a driver does for a run, and then tells it of. */
export type Task =
  /** Lets others run, before the first step. */
  | "giveWay"
  | "compile"
  /** Until something happens to it. */
  | "wait"
  | "beginEpoch"
  /** Gets the next batch. */
  | "fetch"
  /** Begins a step on a batch. */
  | "issue"
  /** Gets the result of the step that has been under way longest. */
  | "settle"
  /** Gives up what is in flight: the state becomes that of the step which was told of last. */
  | "rewind"
  | "validate"
  | "completeEpoch"
  /** Looks at the parameters that the last update made. */
  | "look"
  | "end"
  | "fail"
  /** Nothing any more. */
  | "finish";

/** The next task of a run. */
export function taskOf(state: RunState): Task {
  switch (state.phase) {
    case "idle":
      return "wait";
    case "starting":
    case "started":
      return "giveWay";
    case "compiling":
      return state.stopReason === null ? "compile" : "look";
    case "training":
      return state.inFlight > 0 ? (taskInFlight(state) ?? taskAtRest(state)) : taskAtRest(state);
    case "ending":
      return "end";
    case "over":
      return state.holds > 0 ? "wait" : "finish";
  }
}

function isHeld({ isPaused, holds }: RunState): boolean {
  return isPaused || holds > 0;
}

/** What is done while steps are in flight; `null` where another one may be begun. */
function taskInFlight(state: RunState): Task | null {
  const { plan, inFlight, stopReason, failure, isOutdated, isAsked, isSourceOver, batches } = state;
  // One alone is always waited for. Of several, those that nobody was told of can be given up.
  if (plan.stepsInFlight > 1) {
    const isGivenUp = isOutdated || stopReason !== null || failure?.isOfStep === true;
    if (isGivenUp || (isHeld(state) && isAsked)) return "rewind";
    if (isHeld(state)) return "wait";
  }
  const isFull = inFlight >= plan.stepsInFlight;
  return isFull || isAsked || failure !== null || (isSourceOver && batches === 0) ? "settle" : null;
}

function taskAtRest(state: RunState): Task {
  const { plan, stopReason, failure, progress, batches, isSourceOver, isEpochValidated } = state;
  if (isEpochValidated) return "completeEpoch";
  if (failure?.isOfStep === true) return "fail";
  if (stopReason !== null) return "look";
  if (failure !== null) return "fail";
  if (isHeld(state)) return "wait";
  if (progress.epochOver) return progress.epoch >= plan.epochs ? "look" : "beginEpoch";
  if (batches > 0) return "issue";
  if (!isSourceOver) return "fetch";
  return plan.isValidated ? "validate" : "completeEpoch";
}
