/** The loop of a training: batches in, events out, stopping within one step when told to. */
import { RensaError, sizeOf } from "@rensa/core";
import type { TrainConfig, TrainingBatch, TrainingData } from "./config.ts";
import type { EventBase, Metrics, TrainEvent } from "./event.ts";
import { compileTraining, type Scores, type TrainingPrograms } from "./programs.ts";

/** How a loop is told to wait or to end. */
export interface TrainingControl {
  /** True once the run should end. Asked between steps. */
  readonly stopped: () => boolean;
  /** Resolves when the run may go on; at once where it is not paused. */
  readonly whenRunning: () => Promise<void>;
  /** Told when everything is compiled. */
  readonly onPrograms?: (programs: TrainingPrograms) => void;
}

type EventWithoutBase = TrainEvent extends infer E ? (E extends TrainEvent ? Omit<E, keyof EventBase> : never) : never;

/** Runs a training to its end, a stop or an error. It never rejects: an error becomes the last event. */
export async function runTraining(
  config: TrainConfig,
  control: TrainingControl,
  emit: (event: TrainEvent) => void,
): Promise<void> {
  const loop = new TrainingLoop(config, control, emit);
  try {
    await loop.run();
  } catch (error) {
    loop.fail(error);
  }
}

class TrainingLoop {
  readonly #config: TrainConfig;
  readonly #control: TrainingControl;
  readonly #emit: (event: TrainEvent) => void;
  #epoch = 0;
  #step = 0;

  constructor(config: TrainConfig, control: TrainingControl, emit: (event: TrainEvent) => void) {
    this.#config = config;
    this.#control = control;
    this.#emit = emit;
  }

  async run(): Promise<void> {
    const { epochs, data, backend } = this.#config;
    if (!Number.isInteger(epochs) || epochs < 0)
      throw new RensaError("ARGUMENT_INVALID", `train: ${String(epochs)} epochs; give an integer from 0.`);
    const start = performance.now();
    // A subscriber that unsubscribes at once, and one that subscribes to a shared stream, must both be heard first.
    await nextTask();
    if (this.#control.stopped()) return;
    const programs = await compileTraining(this.#config);
    this.#control.onPrograms?.(programs);
    const { parameters } = programs;
    const compileMilliseconds = performance.now() - start;
    const { batchesPerEpoch } = data;
    this.#send({
      event: "started",
      parameters,
      epochs,
      batchesPerEpoch,
      backend: backend.name,
      threads: backend.threads,
      compileMilliseconds,
    });
    for (let epoch = 1; epoch <= epochs && !this.#control.stopped(); epoch++) {
      this.#epoch = epoch;
      await this.#runEpoch(programs);
    }
    const reason = this.#control.stopped() ? "stopped" : "finished";
    this.#send({ event: "completed", reason, seconds: (performance.now() - start) / 1000 });
  }

  fail(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    const typed =
      error instanceof RensaError
        ? error
        : new RensaError("INTERNAL", `The training failed: ${reason}`, { cause: error });
    this.#send({ event: "failed", error: typed.toJSON() });
  }

  async #runEpoch(programs: TrainingPrograms): Promise<void> {
    const { data } = this.#config;
    const start = performance.now();
    const means = new Means();
    this.#send({ event: "epochStarted" });
    for await (const batch of this.#batches(data, true)) {
      await this.#control.whenRunning();
      if (this.#control.stopped()) return;
      const scores = programs.step(batch);
      this.#step++;
      means.add(scores);
      this.#send({ event: "stepCompleted", ...scores, examples: batch.inputs.shape[0] ?? sizeOf(batch.inputs.shape) });
      await nextTask();
      if (this.#control.stopped()) return;
    }
    const validation = await this.#validate(programs);
    this.#send({ event: "epochCompleted", ...means.result(), validation, seconds: (performance.now() - start) / 1000 });
  }

  async #validate(programs: TrainingPrograms): Promise<Scores | null> {
    const { validation } = this.#config;
    if (validation === undefined) return null;
    programs.prepareEvaluation();
    const means = new Means();
    for await (const batch of this.#batches(validation, false)) {
      if (this.#control.stopped()) break;
      means.add(programs.evaluate(batch));
    }
    return means.result();
  }

  /** The batches of the epoch; an error of their source says that it is one. */
  async *#batches(data: TrainingData, shuffle: boolean): AsyncGenerator<TrainingBatch> {
    const order = { epoch: this.#epoch - 1, seed: this.#config.seed ?? 0 };
    try {
      yield* data.batches(shuffle ? order : { ...order, shuffle: false });
    } catch (error) {
      if (error instanceof RensaError) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      throw new RensaError("DATA_SOURCE_FAILED", `The data source threw in epoch ${String(this.#epoch)}: ${reason}`, {
        cause: error,
      });
    }
  }

  #send(event: EventWithoutBase): void {
    const base = {
      runId: this.#config.runId ?? `run-${String(this.#config.seed ?? 0)}`,
      time: Date.now(),
      epoch: this.#epoch,
      step: this.#step,
    };
    this.#emit(Object.freeze({ ...base, ...event }));
  }
}

/** Means over batches. */
class Means {
  #count = 0;
  #loss = 0;
  readonly #metrics = new Map<string, number>();

  add({ loss, metrics }: Scores): void {
    this.#count++;
    this.#loss += loss;
    for (const [name, value] of Object.entries(metrics))
      this.#metrics.set(name, (this.#metrics.get(name) ?? 0) + value);
  }

  result(): { readonly loss: number; readonly metrics: Metrics } {
    const count = Math.max(1, this.#count);
    return {
      loss: this.#loss / count,
      metrics: Object.fromEntries([...this.#metrics].map(([name, total]) => [name, total / count])),
    };
  }
}

/** Lets everything else that waits (input, timers, an unsubscribe) run, at the cost of microseconds. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      resolve();
    };
    channel.port2.postMessage(null);
  });
}
