/** Everything that decides how a training goes on, between two steps. */
import type { HostTensor } from "@rensa/core";

/** What JSON can say. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** What a subscriber wants back when the run goes on after a crash, such as how long it has been patient. */
export interface Kept {
  readonly values: Json;
  /** Default: none. */
  readonly tensors?: ReadonlyMap<string, HostTensor>;
}

/** Sums over the batches of an epoch that is not over. */
export interface EpochTotals {
  readonly examples: number;
  /** Of the batches' losses, each times its examples. */
  readonly loss: number;
  /** By name: of a mean, each times its examples; of another metric, its statistics by name. */
  readonly metrics: Readonly<Record<string, number | Readonly<Record<string, readonly number[]>>>>;
}

/** How far a run is. */
export interface TrainingProgress {
  readonly runId: string;
  readonly seed: number;
  /** The epoch that is under way, or the last one that is over; 0 before the first. */
  readonly epoch: number;
  /** Batches of that epoch that are done. */
  readonly batch: number;
  /** True where that epoch is over, its validation included. */
  readonly epochOver: boolean;
  /** Steps done. */
  readonly step: number;
  readonly totals: EpochTotals;
  /** Of the last validation, `null` before the first. */
  readonly validation: { readonly loss: number; readonly metrics: Readonly<Record<string, number>> } | null;
}

/**
 * What a run was made with beside its graph, by name: `epochs`, `backend`, `data.batchesPerEpoch`,
 * `hyperparameters.learningRate`, ... A run that goes on from a snapshot tells where its own differ.
 */
export type RunSettings = Readonly<Record<string, string | number | null>>;

/**
 * A snapshot of a training between two steps. A run that goes on from it computes the same bits as one that was never
 * interrupted.
 */
export interface TrainingSnapshot {
  /** Version of this record. */
  readonly format: 3;
  /** The version of Rensa that made it. */
  readonly rensa: string;
  /** SHA-256 of the traced step, by which another model, loss or optimizer is noticed. */
  readonly graph: string;
  /**
   * The state of the step by path: `parameters.<path>`, `optimizer.<path>` (slots, hyperparameters and reports of each
   * transform), `key`, `step`.
   */
  readonly state: ReadonlyMap<string, HostTensor>;
  /** The paths of what only tells of the last step, and decides nothing. */
  readonly reports: readonly string[];
  readonly progress: TrainingProgress;
  readonly settings: RunSettings;
  /** What subscribers keep, by their names. */
  readonly kept: ReadonlyMap<string, Kept>;
}
