/** What a page tells the test that opened it. */

/** What the engine offers where the task ran. */
export interface Environment {
  readonly crossOriginIsolated: boolean;
  readonly hasDocument: boolean;
}

/** Which of the samples are checked: `count` of them from position `start`, or as many as there are. */
export interface Part {
  readonly start: number;
  readonly count: number;
}

/** Samples of ops on the backend. */
export interface OpsReport {
  readonly environment: Environment;
  /** Threads of the backends that ran the samples: fast ones, strict ones. */
  readonly threads: readonly (readonly number[])[];
  /** The ops of those samples. */
  readonly ops: readonly string[];
  /** Samples that there are in all. */
  readonly samples: number;
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

/** What each task reports, by the name of the task. */
export interface Reports {
  readonly ops: OpsReport;
  readonly defaults: DefaultsReport;
  readonly training: TrainingReport;
}

/** The name of a task. */
export type TaskName = keyof Reports;

/** A task to run. */
export interface Task<Name extends TaskName = TaskName> {
  readonly name: Name;
  /** Of each backend. */
  readonly threads: readonly number[];
  /** Default: all samples. */
  readonly part?: Part;
}

/** Runs a task. */
export type RunTask = <Name extends TaskName>(task: Task<Name>) => Promise<Reports[Name]>;

/** What the page offers to the test, as `globalThis.rensaTests`. */
export interface PageInterface {
  readonly onMainThread: RunTask;
  readonly inWorker: RunTask;
}
