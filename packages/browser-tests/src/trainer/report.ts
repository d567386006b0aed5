/** What the page tells the test that opened it. */

/** A run that was paused, given another rate, resumed, and stopped early. */
export interface SteeringReport {
  /** The names of the events but for steps, in order. */
  readonly events: readonly string[];
  /** How the run ended, and why. */
  readonly status: string;
  readonly reason: string;
  readonly pausedAt: number;
  /** Whether two snapshots that were taken while it was paused, some frames apart, are the same. */
  readonly isStill: boolean;
  /** The rate of every step. */
  readonly rates: readonly (number | null)[];
  /** Validation losses by epoch. */
  readonly losses: readonly number[];
  /** The epochs whose parameters are those at the end. */
  readonly restored: readonly number[];
  /** Turns that the page's event loop took while the worker trained, after the pause. */
  readonly turns: number;
}

/** A run beside the same one on the main thread. */
export interface ScheduleReport {
  readonly rates: readonly (number | null)[];
  readonly sameLosses: boolean;
  readonly sameParameters: boolean;
  /** Of the main thread's run. */
  readonly ending: string;
}

/** How a run ended that was aborted, or lost its worker. */
export interface EndReport {
  readonly last: unknown;
  readonly epoch: number;
  readonly code: string;
}

/** A run that was stopped and went on from a checkpoint of the browser. */
export interface ResumeReport {
  /** The steps of the checkpoints that were saved before it went on. */
  readonly saved: readonly number[];
  readonly resumedAt: number;
  readonly sameState: boolean;
}

/** What the page offers to the test, as `globalThis.rensaTrainer`. */
export interface TrainerPage {
  steer(): Promise<SteeringReport>;
  schedule(): Promise<ScheduleReport>;
  abort(): Promise<EndReport>;
  lose(): Promise<EndReport>;
  resumeFromOpfs(): Promise<ResumeReport>;
  resumeFromIndexedDB(): Promise<ResumeReport>;
}
