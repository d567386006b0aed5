/** Checkpoints in memory. */
import { checkOptions } from "@rensa/core";
import type { CheckpointStore, StoreOptions } from "./checkpoint-store.ts";
import type { CheckpointStorage } from "./storage.ts";
import { checkpointStore } from "./store-on-storage.ts";

/**
 * A store in memory: for going back within a run, and for tests. It ends with the process.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { memoryStore } from "@rensa/optim";
 *
 * const store = memoryStore({ keepLast: 1 });
 * console.log(await store.list()); // []
 * ```
 */
export function memoryStore(options: StoreOptions = {}): CheckpointStore {
  checkOptions("memoryStore", options, ["keepLast", "keepBest", "onProblem"]);
  return checkpointStore(memoryStorage(), options);
}

/** Files in memory. */
export function memoryStorage(): CheckpointStorage {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  return {
    read: (name) => Promise.resolve(files.get(name)?.slice() ?? null),
    write: (name, bytes) => Promise.resolve(void files.set(name, bytes.slice())),
    list: () => Promise.resolve([...files.keys()]),
    remove: (name) => Promise.resolve(void files.delete(name)),
  };
}
