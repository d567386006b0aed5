/** Starts the other thread: from what was built, or from sources. */
import { Worker } from "node:worker_threads";
import type { ThreadData } from "./protocol.ts";

/** Node 20 reads no TypeScript and passes no loaders on to its threads: in a checkout, tsx loads what was not built. */
const fromSource = `
const { workerData } = require("node:worker_threads");
import(workerData.loader).then(({ register }) => { register(); return import(workerData.script); });
`;

/** Starts it. It needs nothing of what the process was started with. */
export function startThread(data: ThreadData): Worker {
  const isSource = import.meta.url.endsWith(".ts");
  const script = new URL(isSource ? "./thread.worker.ts" : "./thread.worker.js", import.meta.url);
  const options = { execArgv: [], transferList: [data.port] };
  if (!isSource) return new Worker(script, { ...options, workerData: data });
  const loader = import.meta.resolve("tsx/esm/api");
  return new Worker(fromSource, { ...options, eval: true, workerData: { ...data, loader, script: script.href } });
}
