/** Files in IndexedDB, for browsers whose file system cannot be written from where the page is. Source: IndexedDB 3.0 of the W3C. */
import { told } from "./browser-error.ts";
import type { CheckpointStorage } from "./storage.ts";

const files = "files";

/** Opens the database of a name, which is made where it is missing. */
export async function openDatabase(factory: IDBFactory, name: string): Promise<IDBDatabase> {
  const request = factory.open(name, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(files);
  };
  const database = await resultOf(request);
  database.onversionchange = () => {
    // Another page deletes it; that would wait for this one for ever.
    database.close();
  };
  return database;
}

/** Files in a database. A file is written by one transaction, so it is there as a whole or not at all. */
export function indexedDbStorage(database: IDBDatabase): CheckpointStorage {
  const store = (mode: IDBTransactionMode): IDBObjectStore =>
    database.transaction(files, mode, { durability: "strict" }).objectStore(files);
  const place = (name: string): string => `${name} in the database ${database.name}`;
  return {
    read: (name) =>
      told(`read ${place(name)}`, async () => {
        const found: unknown = await resultOf(store("readonly").get(name));
        return found instanceof ArrayBuffer ? new Uint8Array(found) : null;
      }),
    write: (name, bytes) =>
      told(`write ${place(name)}`, () => done(store("readwrite").put(bytes.slice().buffer, name))),
    list: () =>
      told(`list the database ${database.name}`, async () =>
        (await resultOf(store("readonly").getAllKeys())).filter((key) => typeof key === "string"),
      ),
    remove: (name) => told(`remove ${place(name)}`, () => done(store("readwrite").delete(name))),
  };
}

function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(reason(request.error));
  });
}

/** Resolves when the transaction of a request is on the disk; a full one shows only then. */
function done(request: IDBRequest): Promise<void> {
  const { transaction } = request;
  return new Promise((resolve, reject) => {
    if (transaction === null) return resolve();
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(reason(transaction.error ?? request.error));
  });
}

function reason(error: DOMException | null): Error {
  return error ?? new Error("the browser gave no reason");
}
