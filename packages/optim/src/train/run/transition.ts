/**
 * A run as a pure function: what happens to it, and where it stands, decide where it stands then and what is told. It reads
 * no clock and asks nobody, so that drivers of any kind (here, in a worker, elsewhere) have the same runs.
 */
import { stateAfter, type TrainerState } from "../trainer-state.ts";
import { isUnderWay, statusAfter, type CommandName } from "./commands.ts";
import type { TrainEvent } from "../event.ts";
import type { Message, NewEvent, RunState, StepResult } from "./run-state.ts";

/** What follows from a message. */
export interface Transition {
  readonly state: RunState;
  /** To be told in this order. */
  readonly events?: readonly NewEvent[];
  /** What happens next, when subscribers have done what they do because of the events. */
  readonly then?: Message;
}

/**
 * Where a run stands after a message.
 *
 * @throws RensaError `TRAINER_STATE` for commands that do not suit its status; what metrics of the user throw.
 */
export function transition(state: RunState, message: Message): Transition {
  switch (message.type) {
    case "start":
      return { state: { ...withStatus(state, "start"), phase: "starting" } };
    case "pause":
      return { state: { ...withStatus(state, "pause"), isPaused: true }, events: [{ type: "paused" }] };
    case "resume":
      return { state: { ...withStatus(state, "resume"), isPaused: false }, events: [{ type: "resumed" }] };
    case "stop":
      return { state: stopped(state, message.reason) };
    case "hold":
      return { state: { ...state, holds: state.holds + 1 } };
    case "release":
      return { state: { ...state, holds: state.holds - 1 } };
    case "asked":
      return { state: { ...state, isAsked: true, isOutdated: state.isOutdated || message.isAtEvent } };
    case "answered":
      return { state: { ...state, isAsked: false } };
    case "outdated":
      return { state: { ...state, isOutdated: state.inFlight > 0 } };
    case "rateSet": {
      // The next epoch does not tell of it again.
      const { learningRate, previous } = message;
      return {
        state: { ...state, learningRate },
        events: [{ type: "learningRateChanged", learningRate, previous }],
      };
    }
    case "gaveWay":
      return { state: { ...state, phase: state.phase === "starting" ? "compiling" : "training" } };
    case "compiled":
      return compiled(state, message);
    case "epochBegun":
      return epochBegun(state);
    case "batchCame":
      return { state: { ...state, batches: state.batches + 1 } };
    case "sourceOver":
      return { state: { ...state, isSourceOver: true } };
    case "failing":
      return { state: { ...state, failure: { error: message.error, isOfStep: message.isOfStep } } };
    case "issued":
      return { state: { ...state, batches: state.batches - 1, inFlight: state.inFlight + 1 } };
    case "stepped":
      return stepped(state, message);
    case "tellStep":
      return tellStep(state, message);
    case "stepTold":
      return stepTold(state, message);
    case "rewound":
      return {
        state: { ...state, batches: state.batches + message.batches, inFlight: 0, isOutdated: false },
      };
    case "validated":
      return validated(state, message);
    case "epochDone":
      return {
        state: { ...state, progress: { ...state.progress, epochOver: true }, isEpochValidated: false },
        then: { type: "tellEpoch", seconds: message.seconds },
      };
    case "tellEpoch": {
      const { validation } = state.progress;
      const told = { ...state.totals.result(), validation, seconds: message.seconds };
      return { state, events: [{ type: "epochCompleted", ...told }] };
    }
    case "looked": {
      const after: RunState = { ...state, phase: "ending" };
      const { found } = message;
      if (found === null) return { state: after };
      const { name, value } = found;
      return withFiniteCheck(after, `parameters.${name}`, value, `An element of the parameter ${name}`);
    }
    case "ended": {
      const { seconds } = message;
      const { stopReason: reason } = state;
      return {
        state: { ...state, phase: "over" },
        events: [reason === null ? { type: "completed", seconds } : { type: "stopped", reason, seconds }],
      };
    }
    case "failed":
      // Who asked for something meanwhile is answered when it is clear that the run has failed.
      return { state, events: message.failed, then: { type: "failureTold" } };
    case "failureTold":
      return { state: { ...state, phase: "over", inFlight: 0 } };
  }
}

/** Where a run stands after an event of its own. */
export function afterEvent(state: RunState, event: TrainEvent): RunState {
  return { ...state, trainer: stateAfter(state.trainer, event) };
}

/** Where a run stands when people see the scores of its last step. */
export function withScores(state: RunState, last: StepResult): RunState {
  const { epoch, step } = state.progress;
  return { ...state, trainer: Object.freeze({ ...state.trainer, epoch, step, ...shownScores(state, last) }) };
}

function shownScores(state: RunState, last: StepResult): Pick<TrainerState, "loss" | "metrics"> {
  try {
    const { loss, metrics } = scoresOf(state, last);
    return { loss, metrics: Object.freeze(metrics) };
  } catch {
    // The run tells of a metric that throws.
    return { loss: last.scores.loss, metrics: Object.freeze({}) };
  }
}

function withStatus(state: RunState, command: CommandName): RunState {
  const { trainer } = state;
  return { ...state, trainer: Object.freeze({ ...trainer, status: statusAfter(command, trainer) }) };
}

function stopped(state: RunState, reason: string): RunState {
  const after = withStatus(state, "stop");
  return isUnderWay(state.trainer) ? { ...after, stopReason: state.stopReason ?? reason, isPaused: false } : after;
}

function compiled(state: RunState, { started, progress, totals, changes }: Of<"compiled">): Transition {
  const after: RunState = { ...state, phase: "started", totals };
  const { epochs } = state.plan;
  const told: NewEvent = { type: "started", ...started, epochs, isResumed: progress !== null };
  return {
    state: progress === null ? after : { ...after, progress: placeOf(progress) },
    events: changes === null ? [told] : [told, { type: "configurationChanged", ...changes }],
  };
}

function placeOf({ epoch, batch, epochOver, step, validation }: RunState["progress"]): RunState["progress"] {
  return { epoch, batch, epochOver, step, validation };
}

function epochBegun(state: RunState): Transition {
  const { progress, plan } = state;
  return {
    state: {
      ...state,
      progress: { ...progress, epoch: progress.epoch + 1, batch: 0, epochOver: false },
      totals: plan.nothing,
      isSourceOver: false,
    },
    events: [{ type: "epochStarted" }],
  };
}

/** A step counts before anything is told of it, so that whoever is told finds it done. */
function stepped(state: RunState, step: Of<"stepped">): Transition {
  const { progress, learningRate: previous } = state;
  const { scores, learningRate } = step.result;
  const batch = progress.batch + 1;
  const isTold = learningRate !== null && (previous === null || batch === 1);
  return {
    state: {
      ...state,
      progress: { ...progress, step: progress.step + 1, batch },
      totals: state.totals.plus(scores, step.examples),
      inFlight: state.inFlight - 1,
      isOutdated: state.isOutdated && state.inFlight > 1,
      lastStep: step.result,
      learningRate: isTold ? learningRate : previous,
    },
    then: { type: "tellStep", step, previous },
  };
}

function tellStep(state: RunState, { step, previous }: Of<"tellStep">): Transition {
  const { result, examples, gradients, isObserved } = step;
  const { learningRate } = result;
  const { loss } = result.scores;
  const then: Message = { type: "stepTold", loss, gradients, rate: { previous, now: state.learningRate } };
  if (!isObserved) return { state, then };
  return { state, events: [{ type: "step", ...scoresOf(state, result), learningRate, examples }], then };
}

function stepTold(state: RunState, { loss, gradients, rate: { previous, now } }: Of<"stepTold">): Transition {
  const checked = withFiniteCheck(state, "loss", loss, `The loss of step ${String(state.progress.step)}`);
  // Where a subscriber has set another one because of the step, that was told already.
  const isMoved = now !== null && previous !== null && previous !== now && state.learningRate === now;
  const moved: readonly NewEvent[] = isMoved ? [{ type: "learningRateChanged", learningRate: now, previous }] : [];
  const health: readonly NewEvent[] = gradients === null ? [] : [{ type: "gradientHealth", gradients }];
  return { state: checked.state, events: [...moved, ...(checked.events ?? []), ...health] };
}

function validated(state: RunState, { totals, seconds }: Of<"validated">): Transition {
  const { loss, metrics, tables } = totals.result();
  const { progress } = state;
  const after: RunState = {
    ...state,
    isEpochValidated: true,
    progress: { ...progress, validation: { loss, metrics } },
  };
  const name = `The validation's loss after step ${String(progress.step)}`;
  const checked = withFiniteCheck(after, "validation.loss", loss, name);
  const { examples } = totals;
  return {
    state: checked.state,
    events: [{ type: "validated", loss, metrics, tables, examples, seconds }, ...(checked.events ?? [])],
  };
}

/** Loss and metrics of one step. */
function scoresOf({ plan }: RunState, { scores }: StepResult) {
  return { loss: scores.loss, metrics: plan.nothing.plus(scores, 1).result().metrics };
}

/** Tells of a number that is not finite, once until it is. */
function withFiniteCheck(state: RunState, value: string, number: number, name: string): Transition {
  const wasFinite = !state.nonFinite.has(value);
  if (Number.isFinite(number) === wasFinite) return { state };
  const nonFinite = new Set(state.nonFinite);
  if (!wasFinite) {
    nonFinite.delete(value);
    return { state: { ...state, nonFinite } };
  }
  nonFinite.add(value);
  const found = Number.isNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
  const message =
    `${name} is ${found}. Check the data, lower the learning rate, or clip the gradients; ` +
    `with checkFinite, the run stops at the first such value and names what made it.`;
  return { state: { ...state, nonFinite }, events: [{ type: "nonFinite", value, found, message }] };
}

type Of<Type extends Message["type"]> = Extract<Message, { readonly type: Type }>;
