/** Going on with a training after a crash. */
import { checkParts, checkOptions, RensaError } from "@rensa/core";
import type { TrainingSnapshot } from "../train/snapshot/snapshot.ts";
import type { CheckpointStore } from "./checkpoint-store.ts";

/** Which run {@link resumeFrom} goes on with. */
export interface ResumeFromOptions {
  /** The name of the run, where the store holds several; by default a run is called `run-<seed>`. Default: the only one. */
  readonly runId?: string;
}

/**
 * The newest whole snapshot of a store, for `resume` of a training's configuration; `null` where there is none, so that
 * the same program begins a run and goes on with it. One that holds NaN or infinities is given only where no other does not.
 *
 * @param store - Where the checkpoints are.
 *
 * @throws RensaError `CHECKPOINT_INVALID` where there are checkpoints, but each of them is damaged;
 *   `CHECKPOINT_MISMATCH`
 * where there are those of several runs and none was chosen; `STORAGE_FAILED` where the store cannot be read.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { memoryStore, resumeFrom } from "@rensa/optim";
 *
 * const store = memoryStore();
 * const resume = await resumeFrom(store); // train({ ..., resume }).pipe(checkpointTo(store))
 * console.log(resume); // null
 * ```
 */
export async function resumeFrom(
  store: CheckpointStore,
  options: ResumeFromOptions = {},
): Promise<TrainingSnapshot | null> {
  checkParts("resumeFrom: the store", store, "save", "list", "load");
  checkOptions("resumeFrom", options, ["runId"]);
  const { runId } = options;
  const loaded = await store.latest(options);
  if (loaded !== null && runId === undefined) {
    const runs = [...new Set((await store.list()).map(({ manifest }) => manifest.runId))].sort();
    if (runs.length > 1) {
      throw new RensaError(
        "CHECKPOINT_MISMATCH",
        `resumeFrom: the store holds checkpoints of the runs ${runs.join(", ")}; say which one: resumeFrom(store, { runId: "${loaded.manifest.runId}" }).`,
      );
    }
  }
  return loaded?.snapshot ?? null;
}
