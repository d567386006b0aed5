/** The calls of the operating system by which a file is replaced as a whole, each of which may fail or be the last. */
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";

/** A file that is being written. */
export interface WritableFile {
  write(bytes: Uint8Array): Promise<void>;
  /** Returns when the bytes are on the disk. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** What is asked of a file system. Tests put one in its place that fails or crashes. */
export interface FileCalls {
  /** Makes a folder and those above it, so that they outlive a crash. */
  makeFolder(path: string): Promise<void>;
  /** The names in a folder. */
  list(path: string): Promise<readonly string[]>;
  read(path: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Makes a file that must not be there yet. */
  create(path: string): Promise<WritableFile>;
  /** Replaces what is there. */
  rename(from: string, to: string): Promise<void>;
  /** Does nothing where there is no such file. */
  remove(path: string): Promise<void>;
  /** Returns when the names in the folder are on the disk. */
  syncFolder(path: string): Promise<void>;
  /** When a file was last written, in milliseconds since 1970. */
  writtenAt(path: string): Promise<number>;
}

/** The file system of Node. */
export const nodeCalls: FileCalls = {
  makeFolder: async (path) => {
    const first = await mkdir(path, { recursive: true });
    if (first !== undefined) await syncFolder(dirname(first));
  },
  list: (path) => readdir(path),
  read: async (path) => {
    const { buffer, byteOffset, length } = await readFile(path);
    return new Uint8Array(buffer, byteOffset, length);
  },
  create: async (path) => {
    const file = await open(path, "wx");
    return { write: (bytes) => file.writeFile(bytes), sync: () => file.sync(), close: () => file.close() };
  },
  rename,
  remove: (path) => rm(path, { force: true }),
  syncFolder,
  writtenAt: async (path) => (await stat(path)).mtimeMs,
};

async function syncFolder(path: string): Promise<void> {
  // Windows opens no folders; its file system keeps names in a journal.
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
