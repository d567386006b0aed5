/** Tasks by name: the same on a page's main thread and in a worker. */
import { checkDefaults } from "./check-defaults.ts";
import { checkOps } from "./check-ops.ts";
import { forgetPrograms } from "./forget-programs.ts";
import { leavePageFree } from "./leave-page-free.ts";
import type { Reports, Task, TaskName } from "./report.ts";
import { trainNetwork } from "./train-network.ts";

type Tasks = { readonly [Name in TaskName]: (threads: readonly number[]) => Promise<Reports[Name]> };

const tasks: Tasks = {
  ops: checkOps,
  defaults: checkDefaults,
  training: trainNetwork,
  forgetting: forgetPrograms,
  freePage: leavePageFree,
};

/** Runs a task on this thread. */
export function runTask<Name extends TaskName>(task: Task<Name>): Promise<Reports[Name]> {
  return tasks[task.name](task.threads);
}
