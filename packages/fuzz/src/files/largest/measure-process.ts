/** A process that reads one file, so that its time and memory are those of the file alone. */
import { readFile } from "node:fs/promises";
import { RensaError } from "@rensa/core";
import type { LargestFile } from "./largest-file.ts";
import { peakMemory } from "../peak-memory.ts";

/** What reading a file took. */
export interface Cost {
  /** The code of the error, or `"accepted"`. */
  readonly result: string;
  /** What the error says; empty where it was accepted. */
  readonly says: string;
  /** Milliseconds of processor time, and the most megabytes of memory beyond those of the file. */
  readonly milliseconds: number;
  readonly megabytes: number;
}

const [modulePath = "", name = "", path = ""] = process.argv.slice(2);
const { largestFiles } = (await import(modulePath)) as { readonly largestFiles: readonly LargestFile[] };
const file = largestFiles.find((each) => each.name === name);
if (file === undefined) throw new TypeError(`There is no file ${name}.`);

// What is loaded when it is needed is not the file's.
await file.read(await file.small()).catch(() => undefined);
const bytes = new Uint8Array(await readFile(path));
const [before, start] = [peakMemory(), process.cpuUsage()];
let [result, says] = ["accepted", ""];
try {
  await file.read(bytes);
} catch (error) {
  [result, says] = error instanceof RensaError ? [error.code, error.message] : ["raw", String(error)];
}
const { user, system } = process.cpuUsage(start);
const cost: Cost = { result, says, milliseconds: (user + system) / 1000, megabytes: peakMemory() - before };
process.send?.(cost);
