/** The cost of the largest files, each read in a process of its own. */
import { fork } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { LargestFile } from "./largest-file.ts";
import type { Cost } from "./measure-process.ts";

/** What no file may take: milliseconds of processor time, megabytes. */
const limits = { milliseconds: 1000, megabytes: 512 };
const patience = 60_000;

/** Reads a file. Gives a line about it, and whether it costs more than it may or is read where it should be refused. */
export async function tryLargest({ name, make, refusal }: LargestFile): Promise<{ line: string; isWrong: boolean }> {
  const folder = await mkdtemp(join(tmpdir(), "rensa-largest-"));
  try {
    const path = join(folder, "file");
    const bytes = await make();
    await writeFile(path, bytes);
    const cost = await costOf(name, path);
    const size = `${name}, ${(bytes.length / 1e6).toFixed(1)} MB`;
    if (cost === null) return { line: `${size}: the reader hangs, or ended`, isWrong: true };
    const { result, says, milliseconds, megabytes } = cost;
    const isRight = refusal === undefined ? result === "accepted" : refusal.test(says) && result !== "raw";
    return {
      line: `${size}: ${milliseconds.toFixed(0)} ms, ${megabytes.toFixed(0)} MB, ${result} ${says.slice(0, 200)}`,
      isWrong: !isRight || milliseconds > limits.milliseconds || megabytes > limits.megabytes,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function costOf(name: string, path: string): Promise<Cost | null> {
  const module = new URL("./largest-files.ts", import.meta.url);
  const reader = fork(fileURLToPath(new URL("./measure-process.ts", import.meta.url)), [module.href, name, path], {
    execArgv: ["--import", import.meta.resolve("tsx")],
  });
  return new Promise((resolve) => {
    const timer = setTimeout(() => reader.kill("SIGKILL"), patience);
    reader.once("message", (cost) => {
      resolve(cost as Cost);
      reader.kill();
    });
    reader.once("exit", () => {
      clearTimeout(timer);
      resolve(null);
    });
  });
}
