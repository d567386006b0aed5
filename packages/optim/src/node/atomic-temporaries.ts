/** Files that are being written: their names tell whose they are, so that those of dead writers can be removed. */
import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { join } from "node:path";
import type { FileCalls } from "./atomic-calls.ts";

const pattern = /^\..+\.([0-9a-f]+)-(\d+)-[0-9a-f]+\.tmp$/;

/** Whether the writer of another machine lives cannot be seen; nobody writes one file for a day. */
const day = 24 * 60 * 60 * 1000;

/** The machine, in a form that can stand in a name. */
function machine(): string {
  return Buffer.from(hostname()).toString("hex").slice(0, 40) || "0";
}

/** A name for a file that will be `name`, as no other writer uses it. */
export function temporaryName(name: string): string {
  return `.${name}.${machine()}-${String(process.pid)}-${randomBytes(6).toString("hex")}.tmp`;
}

/** Removes the files that writers which are no more have left behind. */
export async function removeAbandoned(folder: string, calls: FileCalls): Promise<void> {
  for (const name of await calls.list(folder)) {
    const [, host, pid] = pattern.exec(name) ?? [];
    if (host === undefined) continue;
    const path = join(folder, name);
    try {
      if (isAbandoned(await calls.writtenAt(path), host, Number(pid))) await calls.remove(path);
    } catch {
      // Its writer has renamed it meanwhile, or it cannot be removed: it only takes space.
    }
  }
}

function isAbandoned(writtenAt: number, host: string, pid: number): boolean {
  if (host !== machine()) return writtenAt < Date.now() - day;
  // In a container every process may have the same number: what is older than this one is not of it.
  if (pid === process.pid) return writtenAt < Date.now() - process.uptime() * 1000;
  return !isAlive(pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
