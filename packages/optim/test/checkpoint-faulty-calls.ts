/** File systems that crash, lose power or fail, at a call that a test chooses. */
import type { FileCalls, WritableFile } from "../src/node/atomic-calls.ts";

/** What a dead process would have thrown. */
export class Crash extends Error {
  override readonly name = "Crash";
}

type CallName = keyof FileCalls | keyof WritableFile;

/** A file system whose calls are announced before they are made. `before` may throw in their place. */
export function interrupted(calls: FileCalls, before: (call: CallName, path: string) => void): FileCalls {
  const guard = async <T>(call: CallName, path: string, make: () => Promise<T>): Promise<T> => {
    before(call, path);
    return make();
  };
  return {
    makeFolder: (path) => guard("makeFolder", path, () => calls.makeFolder(path)),
    list: (path) => guard("list", path, () => calls.list(path)),
    read: (path) => guard("read", path, () => calls.read(path)),
    rename: (from, to) => guard("rename", to, () => calls.rename(from, to)),
    remove: (path) => guard("remove", path, () => calls.remove(path)),
    syncFolder: (path) => guard("syncFolder", path, () => calls.syncFolder(path)),
    writtenAt: (path) => guard("writtenAt", path, () => calls.writtenAt(path)),
    create: (path) =>
      guard("create", path, async () => {
        const file = await calls.create(path);
        return {
          // Two calls, so that the first half may be all that is written.
          write: async (bytes) => {
            const half = bytes.length >> 1;
            await guard("write", path, () => file.write(bytes.subarray(0, half)));
            await guard("write", path, () => file.write(bytes.subarray(half)));
          },
          sync: () => guard("sync", path, () => file.sync()),
          // Closed in any case: the test's process lives on.
          close: async () => {
            await file.close();
            before("close", path);
          },
        };
      }),
  };
}

/** A file system of a process that dies before its call of this number, from 0: that call and all later ones never happen. */
export function crashingAt(calls: FileCalls, number: number): { readonly calls: FileCalls; hasCrashed(): boolean } {
  let made = 0;
  const before = (): void => {
    if (made++ >= number) throw new Crash();
  };
  return { calls: interrupted(calls, before), hasCrashed: () => made > number };
}

interface Inode {
  bytes: Uint8Array<ArrayBuffer>;
  /** What is on the disk for certain. */
  synced: Uint8Array<ArrayBuffer>;
}

/** A disk that forgets what was not synced: contents of files, and names in folders. */
export class MemoryDisk implements FileCalls {
  #names = new Map<string, Inode>();
  #syncedNames = new Map<string, Inode>();

  makeFolder(): Promise<void> {
    return Promise.resolve();
  }

  list(path: string): Promise<readonly string[]> {
    const prefix = `${path}/`;
    return Promise.resolve(
      [...this.#names.keys()].filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length)),
    );
  }

  read(path: string): Promise<Uint8Array<ArrayBuffer>> {
    const inode = this.#names.get(path);
    return inode === undefined ? Promise.reject(failure("ENOENT")) : Promise.resolve(inode.bytes.slice());
  }

  create(path: string): Promise<WritableFile> {
    const inode: Inode = { bytes: new Uint8Array(0), synced: new Uint8Array(0) };
    this.#names.set(path, inode);
    return Promise.resolve({
      write: (bytes: Uint8Array) => {
        inode.bytes = new Uint8Array(Buffer.concat([inode.bytes, bytes]));
        return Promise.resolve();
      },
      sync: () => {
        inode.synced = inode.bytes;
        return Promise.resolve();
      },
      close: () => Promise.resolve(),
    });
  }

  rename(from: string, to: string): Promise<void> {
    const inode = this.#names.get(from);
    if (inode === undefined) return Promise.reject(failure("ENOENT"));
    this.#names.delete(from);
    this.#names.set(to, inode);
    return Promise.resolve();
  }

  remove(path: string): Promise<void> {
    this.#names.delete(path);
    return Promise.resolve();
  }

  syncFolder(): Promise<void> {
    this.#syncedNames = new Map(this.#names);
    return Promise.resolve();
  }

  writtenAt(): Promise<number> {
    return Promise.resolve(Date.now());
  }

  /** Loses power. What was not synced stays where `survives` says so. */
  cutPower(survives: () => boolean): void {
    const names = new Map<string, Inode>();
    for (const path of new Set([...this.#names.keys(), ...this.#syncedNames.keys()])) {
      const inode = (survives() ? this.#names : this.#syncedNames).get(path);
      if (inode !== undefined) names.set(path, inode);
    }
    for (const inode of names.values()) if (!survives()) inode.bytes = inode.synced;
    this.#names = names;
    this.#syncedNames = new Map(names);
  }
}

/** An error of the operating system. */
export function failure(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: no luck`), { code });
}
