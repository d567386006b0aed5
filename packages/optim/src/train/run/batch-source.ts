/** Where the batches of an epoch come from, one by one. */
import { batchesOf } from "./batches-of.ts";
import type { TrainConfig, TrainingBatch } from "../config.ts";
import type { TrainingProgress } from "../snapshot/snapshot.ts";

/** The batches of one epoch after the other. */
export class BatchSource {
  readonly #config: TrainConfig;
  #open: AsyncIterator<TrainingBatch, void> | null = null;

  constructor(config: TrainConfig) {
    this.#config = config;
  }

  /** False before the first batch of an epoch, and after the last. */
  get isOpen(): boolean {
    return this.#open !== null;
  }

  /** The next batch; `null` where the epoch has no more. */
  async next({ epoch, batch }: Pick<TrainingProgress, "epoch" | "batch">): Promise<TrainingBatch | null> {
    const { data, seed = 0 } = this.#config;
    const source = (this.#open ??= batchesOf(data, { epoch: epoch - 1, seed, start: batch })[Symbol.asyncIterator]());
    // What throws is over, and must not be asked to end.
    this.#open = null;
    const next = await source.next();
    if (next.done === true) return null;
    this.#open = source;
    return next.value;
  }

  /** Ends the source of an epoch that is not over. */
  async close(): Promise<void> {
    const source = this.#open;
    this.#open = null;
    await source?.return?.();
  }
}
