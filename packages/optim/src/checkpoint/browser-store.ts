/** Checkpoints in a browser. */
import { checkKind, checkOptions } from "@rensa/core";
import { told } from "./browser-error.ts";
import type { CheckpointStore, StoreOptions } from "./checkpoint-store.ts";
import { indexedDbStorage, openDatabase } from "./indexed-db-storage.ts";
import { originPrivateStorage } from "./origin-private-storage.ts";
import { storageFailed } from "./storage-error.ts";
import type { CheckpointStorage } from "./storage.ts";
import { checkpointStore } from "./store-on-storage.ts";

/** Where a browser keeps files: its origin private file system, or its database. */
export type BrowserPlace = "opfs" | "indexedDB";

/** What a store in a browser may be told. */
export interface BrowserStoreOptions extends StoreOptions {
  /** Default: OPFS where it can be written, else IndexedDB. */
  readonly place?: BrowserPlace;
}

/**
 * A store in a browser, on pages and in workers: in the origin private file system (OPFS), or in IndexedDB where that
 * cannot be written. A browser may remove what a page keeps when it needs the space, unless the page has called
 * `navigator.storage.persist()`.
 *
 * @param name - The name of the database, which other stores of this origin do not have.
 *
 * @throws RensaError `ARGUMENT_INVALID` where `keepLast` is not a positive integer. Its functions throw `STORAGE_FAILED`
 * where the page's quota is used up or its user forbids storage; the checkpoints before are kept then.
 *
 * @example
 * ```ts
 * import { browserStore } from "@rensa/optim";
 *
 * const store = browserStore("digits", { keepLast: 2 });
 * console.log(await store.latest().catch(() => null)); // null
 * ```
 */
export function browserStore(name: string, options: BrowserStoreOptions = {}): CheckpointStore {
  checkKind("browserStore: the name", name, "string");
  checkOptions("browserStore", options, ["place", "keepLast", "keepBest", "onProblem"]);
  const { place, ...kept } = options;
  let opened: Promise<CheckpointStorage> | null = null;
  const storage = (): Promise<CheckpointStorage> => {
    opened ??= open(name, place).catch((error: unknown) => {
      // It may be allowed the next time.
      opened = null;
      throw error;
    });
    return opened;
  };
  return checkpointStore(
    {
      read: async (file) => (await storage()).read(file),
      write: async (file, bytes) => (await storage()).write(file, bytes),
      list: async () => (await storage()).list(),
      remove: async (file) => (await storage()).remove(file),
    },
    kept,
  );
}

/** What there may be of a browser. */
interface Browser {
  readonly navigator?: { readonly storage?: { readonly getDirectory?: () => Promise<FileSystemDirectoryHandle> } };
  readonly FileSystemFileHandle?: { readonly prototype: object };
  readonly indexedDB?: IDBFactory;
}

async function open(name: string, place: BrowserPlace | undefined): Promise<CheckpointStorage> {
  const browser: Browser = globalThis;
  // Any name becomes the name of one folder.
  const folder = `rensa-${encodeURIComponent(name)}`;
  if (place === "opfs") return await told("open the browser's file system", () => openFolder(browser, folder));
  if (place === undefined) {
    const found = await openFolder(browser, folder).catch(() => null);
    if (found !== null) return found;
  }
  const { indexedDB } = browser;
  if (indexedDB === undefined) {
    throw storageFailed("browserStore: there is no IndexedDB here; in Node, use directoryStore", "other", undefined);
  }
  return indexedDbStorage(await told(`open the database ${folder}`, () => openDatabase(indexedDB, folder)));
}

/** The folder in OPFS; an error where a browser has none, cannot write it from here, or keeps it from private windows. */
async function openFolder({ navigator, FileSystemFileHandle }: Browser, name: string): Promise<CheckpointStorage> {
  const storage = navigator?.storage;
  if (storage?.getDirectory === undefined || FileSystemFileHandle === undefined) {
    throw new Error("it has none");
  }
  if (!("createWritable" in FileSystemFileHandle.prototype)) throw new Error("it cannot be written from here");
  const root = await storage.getDirectory();
  return originPrivateStorage(await root.getDirectoryHandle(name, { create: true }));
}
