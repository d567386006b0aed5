/** Going on with a training after a crash. */
import type { TrainingSnapshot } from "../train/snapshot.ts";
import type { CheckpointStore } from "./checkpoint-store.ts";

/**
 * The newest whole snapshot of a store, for `resume` of a training's configuration; `null` where there is none, so that
 * the same program begins a run and goes on with it.
 *
 * @throws RensaError `CHECKPOINT_INVALID` where there are checkpoints, but each of them is damaged; `STORAGE_FAILED`
 * where the store cannot be read.
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
export async function resumeFrom(store: CheckpointStore): Promise<TrainingSnapshot | null> {
  const loaded = await store.latest();
  return loaded?.snapshot ?? null;
}
