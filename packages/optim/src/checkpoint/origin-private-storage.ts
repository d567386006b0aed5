/** Files in a browser's origin private file system (OPFS). Source: the File System standard of the WHATWG. */
import { nameOf, told } from "./browser-error.ts";
import type { CheckpointStorage } from "./storage.ts";

/** Files in a folder of OPFS. */
export function originPrivateStorage(folder: FileSystemDirectoryHandle): CheckpointStorage {
  const place = (name: string): string => `${folder.name}/${name} in the browser's file system`;
  return {
    read: (name) => told(`read ${place(name)}`, () => read(folder, name)),
    write: (name, bytes) => told(`write ${place(name)}`, () => write(folder, name, bytes)),
    list: () => told(`list ${folder.name} in the browser's file system`, () => list(folder)),
    remove: (name) => told(`remove ${place(name)}`, () => remove(folder, name)),
  };
}

async function read(folder: FileSystemDirectoryHandle, name: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const file = await find(folder, name);
  return file === null ? null : new Uint8Array(await file.arrayBuffer());
}

/** A file; `null` where there is none, or an empty one: its writing was interrupted. */
async function find(folder: FileSystemDirectoryHandle, name: string): Promise<File | null> {
  try {
    const file = await (await folder.getFileHandle(name)).getFile();
    return file.size === 0 ? null : file;
  } catch (error) {
    if (nameOf(error) === "NotFoundError") return null;
    throw error;
  }
}

/** A stream writes to a copy that takes the file's place when it is closed. */
async function write(folder: FileSystemDirectoryHandle, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const handle = await folder.getFileHandle(name, { create: true });
  try {
    const stream = await handle.createWritable();
    try {
      await stream.write(bytes);
    } catch (error) {
      await stream.abort();
      throw error;
    }
    await stream.close();
  } catch (error) {
    // The name is there since it was asked for; what was there before still is.
    if ((await handle.getFile()).size === 0) await remove(folder, name);
    throw error;
  }
}

async function list(folder: FileSystemDirectoryHandle): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const name of folder.keys()) {
    if ((await find(folder, name)) !== null) names.push(name);
  }
  return names;
}

async function remove(folder: FileSystemDirectoryHandle, name: string): Promise<void> {
  try {
    await folder.removeEntry(name);
  } catch (error) {
    if (nameOf(error) !== "NotFoundError") throw error;
  }
}
