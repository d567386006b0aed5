/** What a training asks of the place where its checkpoints are kept. */
import type { RensaError } from "@rensa/core";
import type { TrainingSnapshot } from "../train/snapshot/snapshot.ts";
import type { CheckpointManifest, Score } from "./manifest.ts";

/** A checkpoint as a store tells of it. */
export interface StoredCheckpoint {
  /** Its name in the store. */
  readonly name: string;
  readonly manifest: CheckpointManifest;
}

/** A checkpoint that was read. */
export interface LoadedCheckpoint extends StoredCheckpoint {
  readonly snapshot: TrainingSnapshot;
}

/** What is said of a snapshot when it is saved. */
export interface SaveOptions {
  /** True where it is the best so far. Default: false. */
  readonly isBest?: boolean;
  /** What it was judged by. Default: `null`. */
  readonly metric?: Score | null;
}

/** Which checkpoints are meant. */
export interface FindOptions {
  /** Those of the run of this name. Default: those of any. */
  readonly runId?: string;
}

/** Keeps checkpoints. Write your own for any place; {@link checkpointStore} needs only four functions on files. */
export interface CheckpointStore {
  /**
   * Saves a snapshot. When the promise resolves, it can be loaded, also after a crash.
   *
   * @param snapshot - The state, and how far the run is.
   */
  save(snapshot: TrainingSnapshot, options?: SaveOptions): Promise<StoredCheckpoint>;
  /** The checkpoints, newest first. */
  list(): Promise<readonly StoredCheckpoint[]>;
  /**
   * Loads a checkpoint.
   *
   * @param name - The name of the checkpoint.
   *
   * @throws RensaError `CHECKPOINT_INVALID` where there is none of this name, or it is damaged.
   */
  load(name: string): Promise<LoadedCheckpoint>;
  /**
   * The newest checkpoint that is whole; `null` where there is none. Finite ones come first, whatever their age.
   *
   * @throws RensaError `CHECKPOINT_INVALID` where there are some, but each of them is damaged.
   */
  latest(options?: FindOptions): Promise<LoadedCheckpoint | null>;
  /**
   * The newest whole checkpoint of those that were the best so far when they were saved; `null` where there is none. Finite
   * ones come first, whatever their age.
   */
  best(options?: FindOptions): Promise<LoadedCheckpoint | null>;
  /**
   * Removes a checkpoint, if it is there.
   *
   * @param name - The name of the checkpoint.
   */
  remove(name: string): Promise<void>;
}

/** Something about a checkpoint that does not keep the store from working. */
export interface CheckpointProblem {
  /** Its name in the store. */
  readonly name: string;
  /**
   * `incomplete`: passed over, because a crash interrupted its writing or removal. `damaged`: passed over, because its
   * files are not what was written. `nonFinite`: passed over, because it holds NaN or infinities. `outdated`: older
   * checkpoints could not be removed after it was saved.
   */
  readonly kind: "incomplete" | "damaged" | "nonFinite" | "outdated";
  readonly error: RensaError;
}

/** Which checkpoints stay, and who is told of damaged ones. */
export interface StoreOptions {
  /** How many of the newest finite checkpoints of a run stay. At least 1. Default: 3. */
  readonly keepLast?: number;
  /** Whether the newest of a run's best checkpoints stays too. Default: true. */
  readonly keepBest?: boolean;
  /** Told of checkpoints that were passed over, of each once. Default: `console.warn`. */
  readonly onProblem?: (problem: CheckpointProblem) => void;
}
