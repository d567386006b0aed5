/** Events as lines of JSON, written and read. */
import { checkKind, RensaError } from "@rensa/core";
import { createReadStream } from "node:fs";
import type { TrainEvent } from "../train/event.ts";

/** Numbers that JSON does not have, as they are written. */
const notFinite: ReadonlyMap<unknown, number> = new Map([
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
]);

/** The fields of events that are numbers or hold nothing but numbers. */
const numeric: ReadonlySet<string> = new Set([
  "loss",
  "metrics",
  "tables",
  "learningRate",
  "previous",
  "value",
  "norm",
  "parameterNorm",
]);

/** An event as a line. A number that is not finite is the string `NaN`, `Infinity` or `-Infinity`. */
export function eventToLine(event: TrainEvent): string {
  const replace = (_: string, value: unknown): unknown =>
    typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
  return `${JSON.stringify(event, replace)}\n`;
}

/**
 * Reads the events back that `logTo(path)` has written. A last line that is not whole, as a crash leaves one, is left out.
 * Where a run went on from a checkpoint, the steps after it are there twice; `started` stands between.
 *
 * @param path - The file that `logTo` has written.
 *
 * @throws RensaError `FILE_INVALID` for a line that is no event, by its number; `STORAGE_FAILED` where the file
 *   cannot be read.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { Dataset } from "@rensa/data";
 * import { dense } from "@rensa/nn";
 * import { meanSquaredError } from "@rensa/ops";
 * import { logTo, readLog } from "@rensa/optim/node";
 * import { lastValueFrom } from "rxjs";
 * import { mkdtemp } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { sgd, train } from "rensa";
 *
 * const data = Dataset.fromArrays({ inputs: [[1], [2]], targets: [[2], [4]], shape: [1], targetShape: [1] }).batch(2);
 * const config = { model: dense(1, 1), loss: meanSquaredError, optimizer: sgd(0.1), data, epochs: 3 };
 * const path = join(await mkdtemp(join(tmpdir(), "run-")), "events.ndjson");
 * await lastValueFrom(train(config).pipe(logTo(path)));
 * let steps = 0;
 * for await (const event of readLog(path)) if (event.type === "step") steps = event.step;
 * console.log(steps); // 3
 * ```
 */
export async function* readLog(path: string): AsyncGenerator<TrainEvent, void, undefined> {
  checkKind("readLog: the path", path, "string");
  let number = 0;
  for await (const line of wholeLines(path)) yield lineToEvent(line, ++number, path);
}

/** The lines that have an end. */
async function* wholeLines(path: string): AsyncGenerator<string, void, undefined> {
  let rest = "";
  try {
    for await (const chunk of createReadStream(path, { encoding: "utf8" })) {
      const lines = (rest + String(chunk)).split("\n");
      rest = lines.pop() ?? "";
      yield* lines;
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new RensaError("STORAGE_FAILED", `readLog: ${path} cannot be read: ${reason}`, { cause: error });
  }
}

function lineToEvent(line: string, number: number, path: string): TrainEvent {
  try {
    const value: unknown = JSON.parse(line, (name, inner: unknown) => (numeric.has(name) ? revived(inner) : inner));
    if (typeof value === "object" && value !== null && "type" in value && typeof value.type === "string") {
      return Object.freeze(value) as TrainEvent;
    }
  } catch {
    // It is told of below, with its place.
  }
  const shown = line.length > 60 ? `${line.slice(0, 60)}...` : line;
  throw new RensaError("FILE_INVALID", `readLog: line ${String(number)} of ${path} is no event: ${shown}`);
}

/** A value with the numbers that JSON does not have. */
function revived(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revived);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, revived(inner)]));
  }
  return notFinite.get(value) ?? value;
}
