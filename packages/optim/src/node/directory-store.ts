/** Checkpoints in a folder. */
import { checkKind, checkOptions } from "@rensa/core";
import { join, resolve } from "node:path";
import type { CheckpointStore, StoreOptions } from "../checkpoint/checkpoint-store.ts";
import { storageFailed, type StorageTrouble } from "../checkpoint/storage-error.ts";
import type { CheckpointStorage } from "../checkpoint/storage.ts";
import { checkpointStore } from "../checkpoint/store-on-storage.ts";
import { nodeCalls, type FileCalls } from "./atomic-calls.ts";
import { removeAbandoned } from "./atomic-temporaries.ts";
import { writeAtomically } from "./atomic-write.ts";

/**
 * A store in a folder, which is made where it is missing. Whenever the process or the machine stops, the checkpoints that
 * were saved can be loaded: each file is written to a temporary one, synced, renamed, and the folder synced; the manifest
 * comes after the file. What dead writers have left behind is removed by the next one. Several processes may write into
 * one folder.
 *
 * @param path - The folder.
 *
 * @throws RensaError `ARGUMENT_INVALID` where `keepLast` is not a positive integer. Its functions throw `STORAGE_FAILED`,
 * with the path and what to do, on a full disk or where a permission is missing; the checkpoints before are kept then.
 *
 * @example
 * ```ts
 * import { mkdtemp } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { directoryStore } from "@rensa/optim/node";
 *
 * const store = directoryStore(await mkdtemp(join(tmpdir(), "run-")), { keepLast: 2, keepBest: true });
 * console.log(await store.latest()); // null
 * ```
 */
export function directoryStore(path: string, options: StoreOptions = {}): CheckpointStore {
  checkOptions("directoryStore", options, ["keepLast", "keepBest", "onProblem"]);
  return checkpointStore(directoryStorage(path), options);
}

/**
 * Files in a folder.
 *
 * @param path - The folder.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { mkdtemp } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { directoryStorage } from "@rensa/optim/node";
 *
 * const storage = directoryStorage(await mkdtemp(join(tmpdir(), "run-")));
 * await storage.write("notes", new TextEncoder().encode("hello"));
 * console.log(await storage.list()); // ["notes"]
 * ```
 */
export function directoryStorage(path: string): CheckpointStorage {
  checkKind("The folder of a store", path, "string");
  return storageIn(path, nodeCalls);
}

/** On the calls of some file system, such as one that fails. */
export function storageIn(path: string, calls: FileCalls): CheckpointStorage {
  const folder = resolve(path);
  let isClean = false;
  const prepare = async (): Promise<void> => {
    await calls.makeFolder(folder);
    if (!isClean) await removeAbandoned(folder, calls);
    isClean = true;
  };
  return {
    read: (name) => told("read", join(folder, name), () => unlessMissing(calls.read(join(folder, name)), null)),
    write: (name, bytes) =>
      told("write", join(folder, name), async () => {
        await prepare();
        await writeAtomically(folder, name, bytes, calls);
      }),
    list: () => told("list", folder, () => unlessMissing(calls.list(folder), [])),
    remove: (name) => told("remove", join(folder, name), () => calls.remove(join(folder, name))),
  };
}

async function unlessMissing<T, U>(found: Promise<T>, otherwise: U): Promise<T | U> {
  try {
    return await found;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return otherwise;
    throw error;
  }
}

async function told<T>(what: string, path: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw storageFailed(`Cannot ${what} ${path}`, troubles[codeOf(error) ?? ""] ?? "other", error);
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

const troubles: Readonly<Record<string, StorageTrouble>> = {
  ENOSPC: "full",
  EDQUOT: "full",
  EFBIG: "full",
  EACCES: "forbidden",
  EPERM: "forbidden",
  EROFS: "forbidden",
};
