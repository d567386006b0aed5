/** The result of one comparison, as `--json` prints it. */
import type { PeerName } from "../peers/list.ts";

interface RowHead {
  readonly workload: string;
  readonly title: string;
  readonly peer: PeerName;
  /** Ours. */
  readonly threads: number;
}

/** A comparison that was made. Times are medians over the rounds, in milliseconds a step. */
export interface MeasuredRow extends RowHead {
  readonly peerMs: number;
  readonly oursMs: number;
  /** The peer's time by ours. */
  readonly ratio: number;
  /** Whether losses or outputs were the same but for rounding. */
  readonly agrees: boolean;
  /** By how much they differed at most, as a share. */
  readonly difference: number;
  readonly peerVersion: string;
  readonly peerThreads: number;
  readonly rounds: number;
  /** The range of the middle half of the rounds, as a share of the median. */
  readonly peerSpread: number;
  readonly oursSpread: number;
  /** Of single layers. */
  readonly oursGflops?: number;
  readonly peerGflops?: number;
  /** Ours as a share of what a loop of multiply-adds reaches on as many threads. */
  readonly ofPeak?: number;
  /** Our time with one thread by that with these. */
  readonly scaling?: number;
}

/** A comparison that could not be made. */
export interface FailedRow extends RowHead {
  readonly error: string;
}

/** Any comparison. */
export type Row = MeasuredRow | FailedRow;
