/** The page that the tests open: it offers them to run tasks on its main thread and in a worker. */
import type { PageInterface, Reports, Task, TaskName } from "./report.ts";
import { runTask } from "./run-task.ts";
import type { TaskAnswer } from "./worker.ts";

function inWorker<Name extends TaskName>(task: Task<Name>): Promise<Reports[Name]> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  return new Promise<Reports[Name]>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<TaskAnswer>) => {
      if ("error" in data) reject(new Error(data.error));
      else resolve(data.report as Reports[Name]);
    };
    worker.onerror = ({ message }) => {
      reject(new Error(`The worker did not start: ${message}`));
    };
    worker.postMessage(task);
  });
}

const offered: PageInterface = { onMainThread: runTask, inWorker };
Object.assign(globalThis, { rensaTests: offered });
