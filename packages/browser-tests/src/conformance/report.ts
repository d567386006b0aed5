/** What a page tells the test that opened it. */

/** What the engine offers where the task ran. */
export interface Environment {
  readonly crossOriginIsolated: boolean;
  readonly hasDocument: boolean;
}

/** Samples of ops on the backend. */
export interface OpsReport {
  readonly environment: Environment;
  /** Threads of the backends that ran the samples: fast ones, strict ones. */
  readonly threads: readonly (readonly number[])[];
  /** The ops of those samples. */
  readonly ops: readonly string[];
  /** A line for each difference: op, sample, numerics, and what differs. */
  readonly failures: readonly string[];
}

/** The default backend, and how many threads one has that asked for four. */
export interface DefaultsReport {
  readonly environment: Environment;
  readonly backend: string;
  readonly threads: number;
  readonly threadsOfFour: number;
  /** The sum of [1, 2, 3], computed by a program. */
  readonly sum: number;
}

/** A short training. */
export interface TrainingRun {
  readonly threads: number;
  /** The name of the last event. */
  readonly ending: string;
  /** What went wrong, where something did. */
  readonly error: string | null;
  readonly losses: readonly number[];
}

/** The same training with different numbers of threads. */
export interface TrainingReport {
  readonly environment: Environment;
  readonly runs: readonly TrainingRun[];
}

/** Programs that were compiled, run and forgotten. */
export interface ForgettingReport {
  readonly environment: Environment;
  readonly programs: number;
  /** Those with a wrong result. */
  readonly wrong: number;
  /** Threads of a backend that asked for two after them. */
  readonly threadsAfter: number;
}

/** Two long calls of `runAsync`, compared with `run`. */
export interface FreePageRun {
  readonly threads: number;
  /** How often a timer of 5 ms went off meanwhile. */
  readonly ticks: number;
  /** The codes with which `run` and `readNow` were refused meanwhile. */
  readonly refused: readonly string[];
  readonly sameResults: boolean;
  readonly sameState: boolean;
  /** Whether the programs agree where the one goes on with `run`, the other with `runAsync`. */
  readonly sameAfter: boolean;
}

/** What a page gets from `runAsync`. */
export interface FreePageReport {
  readonly environment: Environment;
  readonly runs: readonly FreePageRun[];
  /** A worker was ended in the middle of a run. */
  readonly lost: {
    /** The codes of the errors of that run, and of the next. */
    readonly codes: readonly string[];
    /** Whether the program ran when it had been compiled again. */
    readonly isAlive: boolean;
    /** The code of the error after the backend was closed. */
    readonly closed: string;
  };
}

/** What each task reports, by the name of the task. */
export interface Reports {
  readonly ops: OpsReport;
  readonly defaults: DefaultsReport;
  readonly training: TrainingReport;
  readonly forgetting: ForgettingReport;
  readonly freePage: FreePageReport;
}

/** The name of a task. */
export type TaskName = keyof Reports;

/** A task to run. */
export interface Task<Name extends TaskName = TaskName> {
  readonly name: Name;
  /** Of each backend. */
  readonly threads: readonly number[];
}

/** Runs a task. */
export type RunTask = <Name extends TaskName>(task: Task<Name>) => Promise<Reports[Name]>;

/** What the page offers to the test, as `globalThis.rensaTests`. */
export interface PageInterface {
  readonly onMainThread: RunTask;
  readonly inWorker: RunTask;
}
