// Loads a worker's script in TypeScript: Node 20 does not pass `--import tsx` on to worker threads.
import { workerData } from "node:worker_threads";
import { register } from "tsx/esm/api";

register();
await import(workerData);
