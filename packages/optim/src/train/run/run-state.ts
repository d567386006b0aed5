/** Where a run stands: all that decides what it does and tells next, and nothing that must be asked for. */
import type { EventBase, GradientNorm, ParameterSummary, TrainEvent } from "../event.ts";
import type { ConfigurationChanges } from "../snapshot/run-settings.ts";
import type { BatchScores, ScoreTotals } from "../step/scores.ts";
import type { TrainingProgress } from "../snapshot/snapshot.ts";
import { idleState, type TrainerState } from "../trainer-state.ts";

/** An event without where the run stands. */
export type NewEvent = TrainEvent extends infer E ? (E extends TrainEvent ? Omit<E, keyof EventBase> : never) : never;

/** What a step says. */
export interface StepResult {
  readonly scores: BatchScores;
  /** The rate of the update; `null` where the optimizer has none, the first one where it has several. */
  readonly learningRate: number | null;
}

/** What of its configuration decides the order in which a run does things. */
export interface RunPlan {
  readonly epochs: number;
  /** How many steps may be under way at once. */
  readonly stepsInFlight: number;
  readonly isValidated: boolean;
  /** The totals of no batch. */
  readonly nothing: ScoreTotals;
}

/** Where a run stands. Steps that are in flight are no part of it: nothing was told of them. */
export interface RunState {
  readonly plan: RunPlan;
  /** As the last event left it. */
  readonly trainer: TrainerState;
  readonly phase: "idle" | "starting" | "compiling" | "started" | "training" | "ending" | "over";
  readonly stopReason: string | null;
  readonly isPaused: boolean;
  /** How many hold it between two steps. */
  readonly holds: number;
  /** True while calls wait for the moment between two steps. */
  readonly isAsked: boolean;
  readonly progress: Omit<TrainingProgress, "runId" | "seed" | "totals">;
  /** Of the epoch. */
  readonly totals: ScoreTotals;
  /** Batches that came and are not given to a step. */
  readonly batches: number;
  /** True where all batches of the epoch have come. */
  readonly isSourceOver: boolean;
  /** True where the epoch was validated, and is not told to be complete. */
  readonly isEpochValidated: boolean;
  /** Steps whose results are still to come. */
  readonly inFlight: number;
  /** True where steps in flight began without something that counts for them: they must be computed again. */
  readonly isOutdated: boolean;
  /** What ends it once nothing is in flight. */
  readonly failure: { readonly error: unknown; readonly isOfStep: boolean } | null;
  readonly lastStep: StepResult | null;
  /** The learning rate that was told of last. */
  readonly learningRate: number | null;
  /** What was not finite when it was looked at last. */
  readonly nonFinite: ReadonlySet<string>;
}

/** What happens to a run: commands of others, and what came of its own tasks. */
export type Message =
  | { readonly type: "start" | "pause" | "resume" }
  | { readonly type: "stop"; readonly reason: string }
  | { readonly type: "hold" | "release" }
  /** Somebody asks for the state between two steps; `isAtEvent` where it is that of the event which is told now. */
  | { readonly type: "asked"; readonly isAtEvent: boolean }
  | { readonly type: "answered" }
  /** Something is wanted of the next steps that those in flight began without. */
  | { readonly type: "outdated" }
  | { readonly type: "rateSet"; readonly learningRate: number; readonly previous: number }
  | { readonly type: "gaveWay" }
  | {
      readonly type: "compiled";
      readonly started: StartedParts;
      /** Where it goes on. */
      readonly progress: TrainingProgress | null;
      readonly totals: ScoreTotals;
      readonly changes: ConfigurationChanges | null;
    }
  | { readonly type: "epochBegun" }
  | { readonly type: "batchCame" | "sourceOver" }
  | { readonly type: "failing"; readonly error: unknown; readonly isOfStep: boolean }
  | { readonly type: "issued" }
  | {
      readonly type: "stepped";
      readonly result: StepResult;
      readonly examples: number;
      readonly gradients: readonly GradientNorm[] | null;
      /** Whether somebody listens. */
      readonly isObserved: boolean;
    }
  /** The second half of a step's events, after what subscribers did because of the first. */
  | {
      readonly type: "stepTold";
      readonly loss: number;
      readonly gradients: readonly GradientNorm[] | null;
      readonly rate: { readonly previous: number | null; readonly now: number | null };
    }
  | {
      readonly type: "tellStep";
      readonly step: Extract<Message, { readonly type: "stepped" }>;
      readonly previous: number | null;
    }
  /** Steps in flight were given up; their batches came again. */
  | { readonly type: "rewound"; readonly batches: number }
  | { readonly type: "validated"; readonly totals: ScoreTotals; readonly seconds: number }
  | { readonly type: "epochDone" | "tellEpoch"; readonly seconds: number }
  | { readonly type: "looked"; readonly found: { readonly name: string; readonly value: number } | null }
  | { readonly type: "ended"; readonly seconds: number }
  | { readonly type: "failed"; readonly failed: readonly NewEvent[] }
  | { readonly type: "failureTold" };

/** What is known of a run once it is compiled. */
export interface StartedParts {
  readonly parameters: readonly ParameterSummary[];
  readonly batchesPerEpoch: number;
  readonly backend: string;
  readonly threads: number;
  readonly compileMilliseconds: number;
}

/** Before the start. */
export function idleRun(plan: RunPlan): RunState {
  return {
    plan,
    trainer: idleState,
    phase: "idle",
    stopReason: null,
    isPaused: false,
    holds: 0,
    isAsked: false,
    progress: { epoch: 0, batch: 0, epochOver: true, step: 0, validation: null },
    totals: plan.nothing,
    batches: 0,
    isSourceOver: false,
    isEpochValidated: false,
    inFlight: 0,
    isOutdated: false,
    failure: null,
    lastStep: null,
    learningRate: null,
    nonFinite: new Set(),
  };
}

/** True between two steps, where what is read is the state that was told of last. */
export function isAtRest({ phase, inFlight }: RunState): boolean {
  return phase !== "starting" && phase !== "compiling" && inFlight === 0;
}
