/** What does the tasks of a run, tells its events, and takes commands: the only part of a training that waits. */
import { RensaError } from "@rensa/core";
import { nextTask, Yielding } from "@rensa/core/compiler";
import type { Observable } from "rxjs";
import { examplesOf } from "./batch-size.ts";
import { BatchSource } from "./batch-source.ts";
import { batchesOf, checkBatches } from "./batches-of.ts";
import { Broadcast } from "./broadcast.ts";
import { reasonOf, refusal } from "./commands.ts";
import type { TrainConfig, TrainingBatch } from "./config.ts";
import { attachControl } from "./event-control.ts";
import type { TrainEvent } from "./event.ts";
import { failureOf } from "./failure.ts";
import type { GradientWatch } from "./gradient-watch.ts";
import { TrainingPrograms } from "./programs.ts";
import { runIdOf } from "./run-id.ts";
import { idleRun, isAtRest, type Message, type NewEvent, type RunState, type StepResult } from "./run-state.ts";
import { ScoreTotals } from "./scores.ts";
import type { TrainingProgress } from "./snapshot.ts";
import { StepsInFlight } from "./steps-in-flight.ts";
import { taskOf, type Task } from "./task-of.ts";
import type { TrainerState } from "./trainer-state.ts";
import { afterEvent, transition, withScores } from "./transition.ts";

/** A run in this thread. */
export class Run {
  readonly config: TrainConfig;
  /** Who wants to see gradients. */
  watch: GradientWatch | null = null;
  #state: RunState;
  /** The step whose scores people see. */
  #shown: StepResult | null = null;
  #programs: TrainingPrograms | null = null;
  readonly #events: Broadcast<TrainEvent>;
  readonly #yielding = new Yielding();
  readonly #source: BatchSource;
  /** Batches that came. */
  #batches: readonly TrainingBatch[] = [];
  #inFlight: StepsInFlight | null = null;
  /** What waits for the moment between two steps. */
  #waiting: (() => void)[] = [];
  /** Tells the loop that something has happened. */
  #notify: () => void = () => undefined;
  /** Events that are being told: a subscriber may cause another one. */
  #telling = 0;
  #startTime = 0;
  #epochTime = 0;

  constructor(config: TrainConfig) {
    this.config = config;
    this.#source = new BatchSource(config);
    this.#events = new Broadcast(config.onSubscriberError ?? console.error);
    this.#state = idleRun({
      epochs: config.epochs,
      stepsInFlight: config.stepsInFlight ?? 1,
      isValidated: config.validation !== undefined,
      nothing: ScoreTotals.of(config),
    });
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
    return this.#programs;
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
    this.#startTime = performance.now();
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
        const message = await this.#perform(task);
        if (message !== null) this.send(message);
        if (task === "completeEpoch" || (task === "settle" && this.#yielding.isDue)) await this.#yielding.now();
      } catch (error) {
        // The data may have been told to stop too: by the same signal, or by whoever closes it.
        if (this.#state.stopReason === null || !isOfTheData(error)) await this.#fail(error);
      }
    }
  }

  /** Does a task. What it resolves with is what the run is told then. */
  async #perform(task: Task): Promise<Message | null> {
    switch (task) {
      case "wait":
        await new Promise<void>((resolve) => (this.#notify = resolve));
        return null;
      case "giveWay":
        // Who unsubscribes at once, who subscribes to a shared stream, and who asks for something at the start are heard first.
        if (this.#state.phase === "starting") this.#expectPlan();
        await nextTask();
        return { type: "gaveWay" };
      case "compile":
        return this.#compile();
      case "beginEpoch":
        return { type: "epochBegun" };
      case "fetch":
        return this.#fetch();
      case "issue":
        return this.#issue();
      case "settle":
        return this.#settle();
      case "rewind":
        return this.#rewind();
      case "validate":
        return this.#validate();
      case "completeEpoch":
        return { type: "epochDone", seconds: secondsSince(this.#epochTime) };
      case "look":
        await this.#source.close();
        return { type: "looked", found: await this.#findNonFinite() };
      case "end":
        return { type: "ended", seconds: secondsSince(this.#startTime) };
      case "fail":
        throw this.#state.failure?.error;
      case "finish":
        return null;
    }
  }

  #expectPlan(): void {
    const { epochs, data, validation } = this.config;
    if (!Number.isInteger(epochs) || epochs < 0)
      throw new RensaError("ARGUMENT_INVALID", `train: ${String(epochs)} epochs; give an integer from 0.`);
    checkBatches(data, "data");
    if (validation !== undefined) checkBatches(validation, "validation");
  }

  async #compile(): Promise<Message> {
    const { config } = this;
    const { data, engine, resume: snapshot = null } = config;
    const programs = await TrainingPrograms.compile(config);
    const changes =
      snapshot === null ? null : await (await import("./snapshot-support.ts")).resume(snapshot, programs, config);
    this.#programs = programs;
    const started = {
      parameters: programs.parameters,
      batchesPerEpoch: data.batchesPerEpoch,
      backend: engine.backend.name,
      threads: engine.backend.threads,
      compileMilliseconds: performance.now() - this.#startTime,
    };
    const progress = snapshot?.progress ?? null;
    return { type: "compiled", started, progress, totals: ScoreTotals.of(config, progress?.totals), changes };
  }

  async #fetch(): Promise<Message> {
    if (!this.#source.isOpen) this.#epochTime = performance.now();
    try {
      const batch = await this.#source.next(this.#state.progress);
      if (batch === null) return { type: "sourceOver" };
      this.#batches = [...this.#batches, batch];
      return { type: "batchCame" };
    } catch (error) {
      // What was begun before is told of first.
      if (this.#steps.count === 0) throw error;
      return { type: "failing", error, isOfStep: false };
    }
  }

  /** Begins a step on the batch that came first. */
  async #issue(): Promise<null> {
    const { progress, inFlight } = this.#state;
    const [batch, ...rest] = this.#batches;
    if (batch === undefined) throw new RensaError("INTERNAL", "A step was to begin without a batch.");
    this.#batches = rest;
    this.send({ type: "issued" });
    const begun = progress.step + inFlight;
    const wantsGradients = this.watch?.wants(begun + 1) === true;
    await this.#steps.begin(batch, { begun, told: progress.step, wantsGradients });
    return null;
  }

  async #settle(): Promise<Message> {
    try {
      const step = await this.#steps.settle();
      return { type: "stepped", ...step, isObserved: this.#events.isObserved };
    } catch (error) {
      if (this.#state.plan.stepsInFlight === 1) throw error;
      return { type: "failing", error, isOfStep: true };
    }
  }

  async #rewind(): Promise<Message> {
    const { progress, failure } = this.#state;
    const batches = await this.#steps.rewind(progress.step).catch((error: unknown) => {
      // What broke the step may have broken more.
      if (failure === null) throw error;
      return [];
    });
    this.#batches = [...batches, ...this.#batches];
    return { type: "rewound", batches: batches.length };
  }

  async #validate(): Promise<Message | null> {
    const start = performance.now();
    const { evaluation } = this.#compiled;
    if (evaluation === null) throw new RensaError("INTERNAL", "There is nothing to validate with.");
    let totals = this.#state.plan.nothing;
    const order = { epoch: this.#state.progress.epoch - 1, seed: this.config.seed ?? 0, start: 0, shuffle: false };
    for await (const batch of batchesOf(evaluation.data, order)) {
      if (this.#state.stopReason !== null) return null;
      totals = totals.plus(await evaluation.scores(batch), examplesOf(batch.inputs));
      if (this.#yielding.isDue) await this.#yielding.now();
    }
    return this.#state.stopReason === null ? { type: "validated", totals, seconds: secondsSince(start) } : null;
  }

  /** What the last update made of the parameters no loss tells. The first that is not finite is enough to know. */
  async #findNonFinite(): Promise<{ readonly name: string; readonly value: number } | null> {
    if (this.#state.nonFinite.size > 0 || this.#programs === null) return null;
    const trained = new Set(this.#programs.parameters.flatMap(({ name, isTrained }) => (isTrained ? [name] : [])));
    for (const [name, { data }] of await this.#programs.readParameters()) {
      const at = trained.has(name) ? Array.prototype.findIndex.call(data, (each) => !Number.isFinite(each)) : -1;
      if (at >= 0) return { name, value: data[at] ?? Number.NaN };
    }
    return null;
  }

  get #compiled(): TrainingPrograms {
    if (this.#programs === null) throw new RensaError("INTERNAL", "A step was to begin before it was compiled.");
    return this.#programs;
  }

  get #steps(): StepsInFlight {
    return (this.#inFlight ??= new StepsInFlight(this.#compiled));
  }

  async #fail(error: unknown): Promise<void> {
    // What its end throws is not why the run ends.
    await this.#source.close().catch(() => undefined);
    const typed = error instanceof RensaError ? error : internal(error);
    const failed: NewEvent = { type: "failed", error: failureOf(typed) };
    const { code, message } = typed;
    const found: readonly NewEvent[] =
      code === "NON_FINITE" ? [{ type: "nonFinite", value: "step", found: null, message }] : [];
    this.send({ type: "failed", failed: [...found, failed] });
  }
}

function secondsSince(start: number): number {
  return (performance.now() - start) / 1000;
}

function isOfTheData(error: unknown): boolean {
  return error instanceof RensaError && error.code === "DATA_SOURCE_FAILED";
}

/** What no user's function threw. */
function internal(cause: unknown): RensaError {
  const reason = cause instanceof Error ? cause.message : "an error of an unknown kind";
  return new RensaError("INTERNAL", `The training failed: ${reason}`, { cause });
}
