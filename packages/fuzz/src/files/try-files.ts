/** Mutated files, each read in a process that is ended where it hangs. */
import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Outcome } from "./reader-process.ts";

/** What no file may take. */
export interface FileLimits {
  /** Milliseconds of processor time. */
  readonly milliseconds: number;
  readonly megabytes: number;
}

/** What was found. */
export interface FileReport {
  readonly judged: number;
  /** How often each result came. */
  readonly results: ReadonlyMap<string, number>;
  readonly slowest: number;
  readonly largest: number;
  /** The first files that are not read as they should be. */
  readonly failures: readonly string[];
}

/** A loaded machine takes longer than the processor works. */
const patience = 10;
/** Memory is that of the whole process, so it does not get old. */
const filesOfProcess = 500;

/**
 * Reads `runs` files of a format, from a number on, until `most` are not read as they should be.
 *
 * @param module - where the formats are.
 */
export async function tryFiles(
  format: string,
  { first, runs, most = 5 }: { readonly first: number; readonly runs: number; readonly most?: number },
  limits: FileLimits = { milliseconds: 1000, megabytes: 512 },
  module: URL = new URL("./file-formats.ts", import.meta.url),
): Promise<FileReport> {
  const results = new Map<string, number>();
  const failures: string[] = [];
  let [slowest, largest, judged] = [0, 0, 0];
  let reader: ChildProcess | null = null;
  try {
    for (let number = first; number < first + runs && failures.length < most; number++) {
      if (reader === null || (number - first) % filesOfProcess === 0) {
        reader?.kill("SIGKILL");
        reader = await started(format, module);
      }
      judged++;
      const outcome: Outcome | null = await answer<Outcome>(reader, number, limits.milliseconds * patience);
      if (outcome === null) {
        failures.push(`${format} ${String(number)}: the reader hangs, or ended`);
        reader.kill("SIGKILL");
        reader = null;
        continue;
      }
      const { how, result, fault, milliseconds, megabytes } = outcome;
      results.set(result, (results.get(result) ?? 0) + 1);
      slowest = Math.max(slowest, milliseconds);
      largest = Math.max(largest, megabytes);
      const where = `${format} ${String(number)} (${how})`;
      if (fault !== null) failures.push(`${where}: ${fault}`);
      if (milliseconds > limits.milliseconds) failures.push(`${where}: it takes ${milliseconds.toFixed(0)} ms`);
      if (megabytes > limits.megabytes) {
        failures.push(`${where}: it takes ${megabytes.toFixed(0)} MB`);
        reader.kill("SIGKILL");
        reader = null;
      }
    }
  } finally {
    reader?.kill("SIGKILL");
  }
  return { judged, results, slowest, largest, failures };
}

async function started(format: string, module: URL): Promise<ChildProcess> {
  const reader = fork(fileURLToPath(new URL("./reader-process.ts", import.meta.url)), [module.href, format], {
    execArgv: ["--import", import.meta.resolve("tsx")],
  });
  if ((await answer<string>(reader, null, 120_000)) === null)
    throw new Error(`The reader of ${format} does not start.`);
  return reader;
}

/** The next message of a process; `null` where it ends, or nothing comes in time. */
function answer<T>(reader: ChildProcess, question: number | null, milliseconds: number): Promise<T | null> {
  return new Promise((resolve) => {
    const done = (value: T | null): void => {
      clearTimeout(timer);
      reader.off("message", hear);
      reader.off("exit", end);
      resolve(value);
    };
    const hear = (message: unknown): void => {
      done(message as T);
    };
    const end = (): void => {
      done(null);
    };
    const timer = setTimeout(end, milliseconds);
    reader.once("message", hear);
    reader.once("exit", end);
    if (question !== null) reader.send(question);
  });
}

/** A report as text. */
export function describeReport(format: string, { judged, results, slowest, largest, failures }: FileReport): string {
  const counts = [...results]
    .sort(([, one], [, other]) => other - one)
    .map(([result, count]) => `${result} ${String(count)}`);
  return [
    `${format}: ${String(judged)} files, ${counts.join(", ")}; slowest ${slowest.toFixed(0)} ms, ${largest.toFixed(0)} MB`,
    ...failures.map((failure) => `  ${failure}`),
  ].join("\n");
}
