/** Workers for tests. */
import { Worker } from "node:worker_threads";

/** Starts a worker whose script is TypeScript, beside the tests. */
export function startWorker(script: string): Worker {
  const workerData = new URL(script, import.meta.url).href;
  return new Worker(new URL("./worker-bootstrap.mjs", import.meta.url), { workerData, execArgv: [] });
}
