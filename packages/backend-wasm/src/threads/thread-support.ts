/** What programs of several threads need beside what all do: many a page has one, and need not load it. */
export { barrierFunction, sleepFunction } from "./barrier.ts";
export { runInWorkers } from "./page-run.ts";
export { RunPlace } from "./run-place.ts";
export { ThreadPool } from "./pool.ts";
export { mayStartWorkers } from "./worker.ts";
