/** What a run does: compiles, gets batches, begins steps and waits for them, validates. What comes of it are messages. */
import { formatGiven, RensaError } from "@rensa/core";
import { nextTask, type Yielding } from "@rensa/core/compiler";
import type { TrainConfig, TrainingBatch } from "../config.ts";
import { examplesOf } from "../step/batch-size.ts";
import { TrainingPrograms } from "../step/programs.ts";
import { ScoreTotals } from "../step/scores.ts";
import { BatchSource } from "./batch-source.ts";
import { batchesOf, checkBatches } from "./batches-of.ts";
import type { Message, RunState } from "./run-state.ts";
import { StepsInFlight } from "./steps-in-flight.ts";
import type { Task } from "./task-of.ts";

/** What a task asks while it is done, because it may change meanwhile. */
export interface Listeners {
  /** True while somebody listens to events. */
  readonly isObserved: () => boolean;
  /** True where the gradients of this step, counted from 1, are wanted. */
  readonly wantsGradients: (step: number) => boolean;
  readonly isStopped: () => boolean;
}

/** The tasks of one run. */
export class RunTasks {
  readonly #config: TrainConfig;
  readonly #listeners: Listeners;
  readonly #yielding: Yielding;
  readonly #source: BatchSource;
  #programs: TrainingPrograms | null = null;
  /** Batches that came. */
  #batches: readonly TrainingBatch[] = [];
  #inFlight: StepsInFlight | null = null;
  #startTime = performance.now();
  #epochTime = 0;

  constructor(config: TrainConfig, listeners: Listeners, yielding: Yielding) {
    this.#config = config;
    this.#listeners = listeners;
    this.#yielding = yielding;
    this.#source = new BatchSource(config);
  }

  /** The programs, once they are compiled. */
  get programs(): TrainingPrograms | null {
    return this.#programs;
  }

  /** Ends the source of batches. */
  async close(): Promise<void> {
    await this.#source.close();
  }

  /** Does a task of a run that stands somewhere. What it resolves with is what the run is told then. */
  async perform(task: Exclude<Task, "wait" | "finish">, state: RunState): Promise<Message | null> {
    switch (task) {
      case "giveWay":
        // Who unsubscribes at once, who subscribes to a shared stream, and who asks for something at the start are heard first.
        if (state.phase === "starting") this.#expectPlan();
        await nextTask();
        return { type: "gaveWay" };
      case "compile":
        return this.#compile();
      case "beginEpoch":
        return { type: "epochBegun" };
      case "fetch":
        return this.#fetch(state);
      case "issue":
        return this.#issue(state);
      case "settle":
        return this.#settle(state);
      case "rewind":
        return this.#rewind(state);
      case "validate":
        return this.#validate(state);
      case "completeEpoch":
        return { type: "epochDone", seconds: secondsSince(this.#epochTime) };
      case "look":
        await this.#source.close();
        return { type: "looked", found: await this.#findNonFinite(state) };
      case "end":
        return { type: "ended", seconds: secondsSince(this.#startTime) };
      case "fail":
        throw state.failure?.error;
    }
  }

  #expectPlan(): void {
    this.#startTime = performance.now();
    const { epochs, data, validation } = this.#config;
    if (!Number.isInteger(epochs) || epochs < 0)
      throw new RensaError("ARGUMENT_INVALID", `train: ${formatGiven(epochs)} epochs; give an integer from 0.`);
    checkBatches(data, "data");
    if (validation !== undefined) checkBatches(validation, "validation");
  }

  async #compile(): Promise<Message> {
    const config = this.#config;
    const { data, engine, resume: snapshot = null } = config;
    const programs = await TrainingPrograms.compile(config);
    const changes =
      snapshot === null
        ? null
        : await (await import("../snapshot/snapshot-support.ts")).resume(snapshot, programs, config);
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

  async #fetch({ progress }: RunState): Promise<Message> {
    if (!this.#source.isOpen) this.#epochTime = performance.now();
    try {
      const batch = await this.#source.next(progress);
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
  async #issue({ progress, inFlight }: RunState): Promise<null> {
    const [batch, ...rest] = this.#batches;
    if (batch === undefined) throw new RensaError("INTERNAL", "A step was to begin without a batch.");
    this.#batches = rest;
    const begun = progress.step + inFlight;
    const wantsGradients = this.#listeners.wantsGradients(begun + 1);
    await this.#steps.begin(batch, { begun, told: progress.step, wantsGradients });
    return null;
  }

  async #settle({ plan }: RunState): Promise<Message> {
    try {
      const step = await this.#steps.settle();
      return { type: "stepped", ...step, isObserved: this.#listeners.isObserved() };
    } catch (error) {
      if (plan.stepsInFlight === 1) throw error;
      return { type: "failing", error, isOfStep: true };
    }
  }

  async #rewind({ progress, failure }: RunState): Promise<Message> {
    const batches = await this.#steps.rewind(progress.step).catch((error: unknown) => {
      // What broke the step may have broken more.
      if (failure === null) throw error;
      return [];
    });
    this.#batches = [...batches, ...this.#batches];
    return { type: "rewound", batches: batches.length };
  }

  async #validate({ plan, progress }: RunState): Promise<Message | null> {
    const start = performance.now();
    const { evaluation } = this.#compiled;
    if (evaluation === null) throw new RensaError("INTERNAL", "There is nothing to validate with.");
    let totals = plan.nothing;
    const order = { epoch: progress.epoch - 1, seed: this.#config.seed ?? 0, start: 0, shuffle: false };
    for await (const batch of batchesOf(evaluation.data, order)) {
      if (this.#listeners.isStopped()) return null;
      totals = totals.plus(await evaluation.scores(batch), examplesOf(batch.inputs));
      if (this.#yielding.isDue) await this.#yielding.now();
    }
    return this.#listeners.isStopped() ? null : { type: "validated", totals, seconds: secondsSince(start) };
  }

  /** What the last update made of the parameters no loss tells. The first that is not finite is enough to know. */
  async #findNonFinite({ nonFinite }: RunState): Promise<{ readonly name: string; readonly value: number } | null> {
    if (nonFinite.size > 0 || this.#programs === null) return null;
    for (const { name, isTrained } of this.#programs.parameters) {
      if (!isTrained) continue;
      // One after the other: a copy of all at once may be more than there is room for.
      const data = (await this.#programs.readParameters([name])).get(name)?.data ?? [];
      const at = Array.prototype.findIndex.call(data, (each) => !Number.isFinite(each));
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
}

function secondsSince(start: number): number {
  return (performance.now() - start) / 1000;
}
