/** What does the tasks of a run, tells its events, and takes commands: the only part of a training that waits. */
import { RensaError, type Place } from "@rensa/core";
import { authorsPlace, Yielding } from "@rensa/core/compiler";
import type { Observable } from "rxjs";
import { Broadcast } from "./broadcast.ts";
import { reasonOf, refusal } from "./commands.ts";
import type { TrainConfig } from "../config.ts";
import { attachControl } from "../event-control.ts";
import type { TrainEvent } from "../event.ts";
import { failureOf } from "../failure.ts";
import type { GradientWatch } from "./gradient-watch.ts";
import type { TrainingPrograms } from "../step/programs.ts";
import { runIdOf } from "./run-id.ts";
import { idleRun, isAtRest, type Message, type NewEvent, type RunState, type StepResult } from "./run-state.ts";
import { ScoreTotals } from "../step/scores.ts";
import type { TrainingProgress } from "../snapshot/snapshot.ts";
import { RunTasks } from "./run-tasks.ts";
import { taskOf } from "./task-of.ts";
import type { TrainerState } from "../trainer-state.ts";
import { afterEvent, transition, withScores } from "./transition.ts";
import { withUsersLine } from "./users-line.ts";

/** A run in this thread. */
export class Run {
  readonly config: TrainConfig;
  /** Who wants to see gradients. */
  watch: GradientWatch | null = null;
  #state: RunState;
  /** The step whose scores people see. */
  #shown: StepResult | null = null;
  readonly #events: Broadcast<TrainEvent>;
  readonly #yielding = new Yielding();
  readonly #tasks: RunTasks;
  /** What waits for the moment between two steps. */
  #waiting: (() => void)[] = [];
  /** Tells the loop that something has happened. */
  #notify: () => void = () => undefined;
  /** Events that are being told: a subscriber may cause another one. */
  #telling = 0;
  readonly #place: Place | undefined;

  /** @param place Where the user asked for it. Default: where it is made. */
  constructor(config: TrainConfig, place: Place | undefined = authorsPlace(undefined, Run)) {
    this.config = config;
    this.#place = place;
    this.#events = new Broadcast(config.onSubscriberError ?? console.error);
    this.#state = idleRun({
      epochs: config.epochs,
      stepsInFlight: config.stepsInFlight ?? 1,
      isValidated: config.validation !== undefined,
      nothing: ScoreTotals.of(config),
    });
    const listeners = {
      isObserved: () => this.#events.isObserved,
      wantsGradients: (step: number) => this.watch?.wants(step) === true,
      isStopped: () => this.#state.stopReason !== null,
    };
    this.#tasks = new RunTasks(config, listeners, this.#yielding);
  }

  get events$(): Observable<TrainEvent> {
    return this.#events.events$;
  }

  /** What people see of it. Without subscribers, no event keeps it up to date. */
  get trainerState(): TrainerState {
    const { lastStep } = this.#state;
    if (lastStep !== null && lastStep !== this.#shown) {
      this.#shown = lastStep;
      this.#state = withScores(this.#state, lastStep);
    }
    return this.#state.trainer;
  }

  /** The programs, once they are compiled. */
  get programs(): TrainingPrograms | null {
    return this.#tasks.programs;
  }

  /** How far the run is. */
  get progress(): TrainingProgress {
    const { config } = this;
    const { progress, totals } = this.#state;
    return { runId: runIdOf(config), seed: config.seed ?? 0, ...progress, totals: totals.toJSON() };
  }

  /** True while subscribers are told of an event. */
  get isTelling(): boolean {
    return this.#telling > 0;
  }

  /** Runs to the end. Rejects with the error of a run that fails, after its events. */
  async start(): Promise<void> {
    this.send({ type: "start" });
    const { signal } = this.config;
    const abort = (): void => {
      this.stop(reasonOf(signal));
    };
    if (signal?.aborted === true) abort();
    signal?.addEventListener("abort", abort);
    try {
      await this.#run();
    } finally {
      signal?.removeEventListener("abort", abort);
    }
    this.#events.complete();
    const { error } = this.#state.trainer;
    if (error !== null) throw error;
  }

  stop(reason: string): void {
    this.send({ type: "stop", reason });
  }

  /** Tells the run of something, and subscribers of what follows. */
  send(message: Message): void {
    for (let next: Message | undefined = message; next !== undefined;) {
      const { state, events, then }: ReturnType<typeof transition> = transition(this.#state, next);
      this.#state = state;
      this.#answer();
      for (const event of events ?? []) this.emit(event);
      next = then;
    }
    this.#notify();
  }

  emit(event: NewEvent): void {
    const { epoch, step } = this.#state.progress;
    const full = { runId: runIdOf(this.config), time: Date.now(), epoch, step, ...event } as TrainEvent;
    this.#state = afterEvent(this.#state, full);
    this.#telling++;
    try {
      this.#events.next(attachControl(full, this));
    } finally {
      this.#telling--;
    }
  }

  /** Holds the run between two steps until the returned function is called. */
  hold(): () => void {
    this.send({ type: "hold" });
    let isHolding = true;
    return () => {
      if (isHolding) this.send({ type: "release" });
      isHolding = false;
    };
  }

  /** Calls now, or as soon as the state is that of the event that was told of last. */
  whenAtRest(call: () => void): void {
    if (isAtRest(this.#state)) {
      call();
      return;
    }
    this.#waiting.push(call);
    this.send({ type: "asked", isAtEvent: this.isTelling });
  }

  /** Why something cannot be done now. */
  refusal(what: string): RensaError {
    return refusal(what, this.#state.trainer);
  }

  #answer(): void {
    if (this.#waiting.length === 0 || !isAtRest(this.#state)) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#state = transition(this.#state, { type: "answered" }).state;
    for (const call of waiting) call();
  }

  /** Does one task after the other. Whatever goes wrong becomes an event. */
  async #run(): Promise<void> {
    for (let task = taskOf(this.#state); task !== "finish"; task = taskOf(this.#state)) {
      try {
        if (task === "wait") {
          await new Promise<void>((resolve) => (this.#notify = resolve));
          continue;
        }
        const state = this.#state;
        // Others see at once that it is no moment between two steps.
        if (task === "issue") this.send({ type: "issued" });
        const message = await this.#tasks.perform(task, state);
        if (message !== null) this.send(message);
        if (task === "completeEpoch" || (task === "settle" && this.#yielding.isDue)) await this.#yielding.now();
      } catch (error) {
        // The data may have been told to stop too: by the same signal, or by whoever closes it.
        if (this.#state.stopReason === null || !isOfTheData(error)) await this.#fail(error);
      }
    }
  }

  async #fail(error: unknown): Promise<void> {
    // What its end throws is not why the run ends.
    await this.#tasks.close().catch(() => undefined);
    const typed = withUsersLine(error instanceof RensaError ? error : internal(error), this.#place);
    const failed: NewEvent = { type: "failed", error: failureOf(typed) };
    const { code, message } = typed;
    const found: readonly NewEvent[] =
      code === "NON_FINITE" ? [{ type: "nonFinite", value: "step", found: null, message }] : [];
    this.send({ type: "failed", failed: [...found, failed] });
  }
}

function isOfTheData(error: unknown): boolean {
  return error instanceof RensaError && error.code === "DATA_SOURCE_FAILED";
}

/** What no user's function threw. */
function internal(cause: unknown): RensaError {
  const reason = cause instanceof Error ? cause.message : "an error of an unknown kind";
  return new RensaError("INTERNAL", `The training failed: ${reason}`, { cause });
}
