/**
 * Writing a file so that it is there as a whole or not at all, whenever the process or the machine stops: the bytes go to
 * a temporary file, to the disk, then the name is moved, and that goes to the disk too.
 */
import { join } from "node:path";
import type { FileCalls } from "./atomic-calls.ts";
import { temporaryName } from "./atomic-temporaries.ts";

/** Writes or replaces a file. Where that fails, the file is as it was. */
export async function writeAtomically(
  folder: string,
  name: string,
  bytes: Uint8Array,
  calls: FileCalls,
): Promise<void> {
  const temporary = join(folder, temporaryName(name));
  try {
    await writeDurably(temporary, bytes, calls);
    await calls.rename(temporary, join(folder, name));
  } catch (error) {
    await calls.remove(temporary).catch(() => {
      // The first error is the one to tell of.
    });
    throw error;
  }
  await calls.syncFolder(folder);
}

async function writeDurably(path: string, bytes: Uint8Array, calls: FileCalls): Promise<void> {
  const file = await calls.create(path);
  try {
    await file.write(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}
