/** The loop of a training: batches in, events out, stopping within one step when told to. */
import { RensaError } from "@rensa/core";
import { nextTask, Yielding } from "@rensa/core/compiler";
import { examplesOf } from "./batch-size.ts";
import { batchesOf, checkBatches } from "./batches-of.ts";
import type { TrainConfig, TrainingBatch, TrainingData } from "./config.ts";
import type { EventBase, Metrics, TrainEvent } from "./event.ts";
import { TrainingPrograms, type StepResult } from "./programs.ts";
import { failureOf } from "./failure.ts";
import { runIdOf } from "./run-id.ts";
import type { ConfigurationChanges } from "./run-settings.ts";
import { ScoreTotals } from "./scores.ts";
import type { TrainingProgress } from "./snapshot.ts";

/** An event without where the run stands. */
export type NewEvent = TrainEvent extends infer E ? (E extends TrainEvent ? Omit<E, keyof EventBase> : never) : never;

/** What a loop needs of the trainer that runs it. */
export interface LoopHost {
  /** Why the run should end; `null` while it should not. Asked between steps. */
  stopReason(): string | null;
  /** Resolves when it is worth to ask again; `null` where the run may go on. */
  whenRunning(): Promise<void> | null;
  /** True while somebody listens to events. */
  isObserved(): boolean;
  /** True where the gradients of this step, counted from 1, are wanted. */
  wantsGradients(step: number): boolean;
  /** The programs are busy until `atRest`. */
  busy(): void;
  /** Between two steps: what waited for it is done now. */
  atRest(): void;
  emit(event: NewEvent): void;
}

/** A run from its start, or a snapshot, to its end. */
export class TrainingLoop {
  readonly #config: TrainConfig;
  readonly #host: LoopHost;
  readonly #yielding = new Yielding();
  #programs: TrainingPrograms | null = null;
  #epoch = 0;
  #batch = 0;
  #step = 0;
  #epochOver = true;
  #totals: ScoreTotals;
  #validation: TrainingProgress["validation"] = null;
  #last: StepResult | null = null;
  /** The learning rate that was told of last. */
  #learningRate: number | null = null;
  /** What was finite when it was looked at last is not here. */
  readonly #nonFinite = new Set<string>();

  constructor(config: TrainConfig, host: LoopHost) {
    this.#config = config;
    this.#host = host;
    this.#totals = new ScoreTotals(config);
  }

  /** The programs, once they are compiled. */
  get programs(): TrainingPrograms | null {
    return this.#programs;
  }

  /** What the last step said. */
  get lastStep(): StepResult | null {
    return this.#last;
  }

  /** Loss and metrics of a step. */
  scoresOf({ scores }: StepResult): { readonly loss: number; readonly metrics: Metrics } {
    const totals = new ScoreTotals(this.#config);
    totals.add(scores, 1);
    return { loss: scores.loss, metrics: totals.result().metrics };
  }

  /** Tells of a learning rate that was set, so that the next epoch does not. */
  learningRateIsSet(learningRate: number, previous: number): void {
    this.#learningRate = learningRate;
    this.#host.emit({ type: "learningRateChanged", learningRate, previous });
  }

  /** Where the run stands, as events say it. */
  get place(): { readonly epoch: number; readonly step: number } {
    return { epoch: this.#epoch, step: this.#step };
  }

  /** How far the run is. */
  get progress(): TrainingProgress {
    return {
      runId: runIdOf(this.#config),
      seed: this.#config.seed ?? 0,
      epoch: this.#epoch,
      batch: this.#batch,
      epochOver: this.#epochOver,
      step: this.#step,
      totals: this.#totals.toJSON(),
      validation: this.#validation,
    };
  }

  /** Runs to the end, a stop or an error. It never rejects: an error becomes the last event. */
  async run(): Promise<void> {
    const start = performance.now();
    // What is asked for meanwhile is answered once there are programs, or where it is clear that there will be none.
    this.#host.busy();
    try {
      await this.#run(start).catch((error: unknown) => {
        // Its data may have been told to stop too: by the same signal, or by whoever closes it.
        if (!this.#isStopped() || !isOfTheData(error)) throw error;
      });
      this.#host.atRest();
      await this.#checkParameters();
      const reason = this.#host.stopReason();
      const seconds = (performance.now() - start) / 1000;
      this.#host.emit(reason === null ? { type: "completed", seconds } : { type: "stopped", reason, seconds });
    } catch (error) {
      this.#fail(error);
    }
  }

  async #run(start: number): Promise<void> {
    const { epochs, data, validation, engine, resume: snapshot } = this.#config;
    if (!Number.isInteger(epochs) || epochs < 0)
      throw new RensaError("ARGUMENT_INVALID", `train: ${String(epochs)} epochs; give an integer from 0.`);
    checkBatches(data, "data");
    if (validation !== undefined) checkBatches(validation, "validation");
    // A subscriber that unsubscribes at once, and one that subscribes to a shared stream, must both be heard first.
    await nextTask();
    if (this.#isStopped()) return;
    const programs = await TrainingPrograms.compile(this.#config);
    let changed: ConfigurationChanges | null = null;
    if (snapshot !== undefined && snapshot !== null) {
      const { resume } = await import("./snapshot-support.ts");
      changed = await resume(snapshot, programs, this.#config);
      this.#goOn(snapshot.progress);
    }
    this.#programs = programs;
    this.#host.emit({
      type: "started",
      parameters: programs.parameters,
      epochs,
      batchesPerEpoch: data.batchesPerEpoch,
      backend: engine.backend.name,
      threads: engine.backend.threads,
      compileMilliseconds: performance.now() - start,
      isResumed: snapshot !== undefined && snapshot !== null,
    });
    this.#host.atRest();
    if (changed !== null) this.#host.emit({ type: "configurationChanged", ...changed });
    // What subscribers ask for when it starts is answered before the first step.
    await nextTask();
    for (;;) {
      await this.#turn();
      if (this.#isStopped() || (this.#epochOver && this.#epoch >= epochs)) return;
      if (this.#epochOver) this.#beginEpoch();
      await this.#runEpoch(programs);
    }
  }

  #goOn({ epoch, batch, epochOver, step, totals, validation }: TrainingProgress): void {
    this.#epoch = epoch;
    this.#batch = batch;
    this.#epochOver = epochOver;
    this.#step = step;
    this.#totals = new ScoreTotals(this.#config, totals);
    this.#validation = validation;
  }

  #beginEpoch(): void {
    this.#epoch++;
    this.#batch = 0;
    this.#epochOver = false;
    this.#totals = new ScoreTotals(this.#config);
    this.#host.emit({ type: "epochStarted" });
  }

  async #runEpoch(programs: TrainingPrograms): Promise<void> {
    const start = performance.now();
    for await (const batch of this.#batches(this.#config.data, this.#batch)) {
      if (this.#host.whenRunning() !== null) await this.#turn();
      if (this.#isStopped()) return;
      await this.#takeStep(programs, batch);
      if (this.#yielding.isDue) await this.#yielding.now();
      if (this.#isStopped()) return;
    }
    await this.#turn();
    if (!(await this.#validate(programs))) return;
    this.#epochOver = true;
    const seconds = (performance.now() - start) / 1000;
    this.#host.emit({ type: "epochCompleted", ...this.#totals.result(), validation: this.#validation, seconds });
    await this.#yielding.now();
  }

  async #takeStep(programs: TrainingPrograms, batch: TrainingBatch): Promise<void> {
    const { inputs } = batch;
    const examples = examplesOf(inputs);
    this.#host.busy();
    const gradients = this.#host.wantsGradients(this.#step + 1) ? await programs.gradientNorms(batch) : null;
    const result = await programs.step(batch);
    this.#last = result;
    this.#step++;
    this.#batch++;
    this.#totals.add(result.scores, examples);
    this.#host.atRest();
    this.#tell(result, examples);
    if (gradients !== null) this.#host.emit({ type: "gradientHealth", gradients });
  }

  /** The events of a step. */
  #tell(result: StepResult, examples: number): void {
    const { loss } = result.scores;
    const { learningRate } = result;
    const previous = this.#learningRate;
    if (learningRate !== null && (previous === null || this.#batch === 1)) this.#learningRate = learningRate;
    const now = this.#learningRate;
    if (this.#host.isObserved()) {
      this.#host.emit({ type: "step", ...this.scoresOf(result), learningRate, examples });
    }
    // Where a subscriber has set another one because of the step, that was told already.
    if (now !== null && previous !== null && previous !== now && this.#learningRate === now) {
      this.#host.emit({ type: "learningRateChanged", learningRate: now, previous });
    }
    this.#checkFinite("loss", loss, `The loss of step ${String(this.#step)}`);
  }

  /** Tells of a number that is not finite, once until it is. */
  #checkFinite(value: string, number: number, name: string): void {
    if (Number.isFinite(number)) {
      this.#nonFinite.delete(value);
      return;
    }
    if (this.#nonFinite.has(value)) return;
    this.#nonFinite.add(value);
    const found = Number.isNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
    const message =
      `${name} is ${found}. Use a smaller learning rate or clip the gradients; ` +
      `with checkFinite, the run stops at the first such value and names what made it.`;
    this.#host.emit({ type: "nonFinite", value, found, message });
  }

  /** What the last update made of the parameters no loss tells. The first that is not finite is enough to know. */
  async #checkParameters(): Promise<void> {
    if (this.#nonFinite.size > 0 || this.#programs === null) return;
    const trained = new Set(this.#programs.parameters.flatMap(({ name, isTrained }) => (isTrained ? [name] : [])));
    for (const [name, { data }] of await this.#programs.readParameters()) {
      const at = trained.has(name) ? Array.prototype.findIndex.call(data, (each) => !Number.isFinite(each)) : -1;
      if (at < 0) continue;
      this.#checkFinite(`parameters.${name}`, data[at] ?? Number.NaN, `An element of the parameter ${name}`);
      return;
    }
  }

  /** False where the run was stopped meanwhile. */
  async #validate(programs: TrainingPrograms): Promise<boolean> {
    const start = performance.now();
    const { evaluation } = programs;
    if (evaluation === null) return true;
    const totals = new ScoreTotals(this.#config);
    for await (const batch of this.#batches(evaluation.data, 0, false)) {
      if (this.#isStopped()) return false;
      totals.add(await evaluation.scores(batch), examplesOf(batch.inputs));
      if (this.#yielding.isDue) await this.#yielding.now();
    }
    if (this.#isStopped()) return false;
    const { loss, metrics, tables } = totals.result();
    this.#validation = { loss, metrics };
    const seconds = (performance.now() - start) / 1000;
    this.#host.emit({ type: "validated", loss, metrics, tables, examples: totals.examples, seconds });
    this.#checkFinite("validation.loss", loss, `The validation's loss after step ${String(this.#step)}`);
    return true;
  }

  #batches(data: TrainingData, start: number, shuffle?: boolean): AsyncIterable<TrainingBatch> {
    const order = { epoch: this.#epoch - 1, seed: this.#config.seed ?? 0, start };
    return batchesOf(data, shuffle === undefined ? order : { ...order, shuffle });
  }

  /** Waits while the run is paused or held. */
  async #turn(): Promise<void> {
    for (let waiting = this.#host.whenRunning(); waiting !== null; waiting = this.#host.whenRunning()) await waiting;
  }

  #isStopped(): boolean {
    return this.#host.stopReason() !== null;
  }

  #fail(error: unknown): void {
    const typed = error instanceof RensaError ? error : internal(error);
    if (typed.code === "NON_FINITE") {
      this.#host.emit({ type: "nonFinite", value: "step", found: null, message: typed.message });
    }
    this.#host.emit({ type: "failed", error: failureOf(typed) });
    this.#host.atRest();
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
