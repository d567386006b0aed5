/** A module worker that runs one task and answers with its report, or with what was thrown. */
import type { Task } from "./report.ts";
import { runTask } from "./run-task.ts";

/** What the worker answers. */
export type TaskAnswer = { readonly report: unknown } | { readonly error: string };

globalThis.onmessage = ({ data }: MessageEvent<Task>) => {
  const answer = (message: TaskAnswer): void => {
    globalThis.postMessage(message);
  };
  runTask(data).then(
    (report) => answer({ report }),
    (error: unknown) => answer({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
};
