/** A log of a run in a file, written in the background. */
import { checkKind, checkOptions, RensaError } from "@rensa/core";
import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { join } from "node:path";
import type { MonoTypeOperatorFunction } from "rxjs";
import { expectRange, ranges } from "../ranges.ts";
import { watch, type OperatorOptions } from "../operators/operate.ts";
import type { TrainEvent } from "../train/event.ts";
import { BackgroundFile } from "./background-file.ts";
import { csvEncoder } from "./csv.ts";
import { eventToLine } from "./ndjson.ts";
import { tensorboardEncoder } from "./tensorboard.ts";

/** Turns an event into what is written of it; `null` where that is nothing. */
export type EventEncoder = (event: TrainEvent) => string | Uint8Array | null;

/** How {@link logTo} writes. */
export interface LogOptions extends OperatorOptions {
  /**
   * - `ndjson` (default): every event as a line of JSON, which `readLog` reads.
   * - `csv`: a table of the steps, validations and epochs: `type,time,epoch,step,loss,<metrics>,learningRate,examples,seconds`.
   * - `tensorboard`: the path is a folder; each run gets an event file in it. Tags are `train/loss`, `validation/<metric>`, ...
   * - a function of your own.
   */
  readonly format?: "ndjson" | "csv" | "tensorboard" | EventEncoder;
  /** Whether to keep what is in the file. Default: where the run goes on from a checkpoint; a new run empties the file. */
  readonly append?: boolean;
  /** Bytes that may wait in memory for the disk; then the run waits for it too. Default: 4 MiB. */
  readonly bufferBytes?: number;
}

/**
 * Writes a log of the run, in the background, and passes every event on. Folders are made where they are missing. The
 * stream completes once everything is written. If the disk refuses something, that is told once (`onError`) as a RensaError
 * `STORAGE_FAILED`, nothing more is written, and the run goes on.
 *
 * @param path - The file, one event a line.
 *
 * @throws RensaError `ARGUMENT_INVALID` for options out of range.
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
 * const config = { model: dense(1, 1), loss: meanSquaredError, optimizer: sgd(0.1), data, epochs: 1 };
 * const path = join(await mkdtemp(join(tmpdir(), "run-")), "events.ndjson");
 * await lastValueFrom(train(config).pipe(logTo(path)));
 * const types: string[] = [];
 * for await (const { type } of readLog(path)) types.push(type);
 * console.log(types); // ["started", "epochStarted", "step", "epochCompleted", "completed"]
 * ```
 */
export function logTo(path: string, options: LogOptions = {}): MonoTypeOperatorFunction<TrainEvent> {
  checkKind("logTo: the path", path, "string");
  checkOptions("logTo", options, ["format", "append", "bufferBytes", "onError"]);
  const { format = "ndjson", bufferBytes = 4 * 1024 * 1024 } = options;
  if (path === "")
    throw new RensaError("ARGUMENT_INVALID", "logTo: the path is empty; give a file, or a folder for TensorBoard.");
  if (typeof format !== "function" && !["ndjson", "csv", "tensorboard"].includes(format)) {
    throw new RensaError(
      "ARGUMENT_INVALID",
      `logTo: there is no format "${format}"; use ndjson, csv, tensorboard or a function.`,
    );
  }
  expectRange("logTo", ranges.natural, { bufferBytes });
  return watch((report) => {
    let log: Log | null = null;
    let hasFailed = false;
    const fail = (error: unknown): void => {
      hasFailed = true;
      const reason = error instanceof Error ? error.message : String(error);
      report(
        error instanceof RensaError
          ? error
          : new RensaError(
              "STORAGE_FAILED",
              `logTo: ${path} cannot be written: ${reason}. The run goes on without a log.`,
              { cause: error },
            ),
      );
    };
    return {
      next(event) {
        if (hasFailed) return;
        try {
          const append = options.append ?? (event.type !== "started" || event.isResumed);
          log ??= openLog(path, format, { append, bufferBytes, onError: fail });
          const chunk = log.encode(event);
          if (chunk !== null) log.file.write(chunk);
        } catch (error) {
          fail(error);
        }
      },
      complete: () => log?.file.close(),
      release: () => {
        // What is on its way is written where the stream is left early, too.
        void log?.file.close();
      },
    };
  }, options);
}

interface Log {
  readonly file: BackgroundFile;
  readonly encode: EventEncoder;
}

function openLog(
  path: string,
  format: NonNullable<LogOptions["format"]>,
  options: ConstructorParameters<typeof BackgroundFile>[1],
): Log {
  if (format === "tensorboard") {
    const name = `events.out.tfevents.${String(Math.floor(Date.now() / 1000))}.${hostname()}.${randomUUID().slice(0, 8)}`;
    return { file: new BackgroundFile(join(path, name), options), encode: tensorboardEncoder() };
  }
  const file = new BackgroundFile(path, options);
  if (typeof format === "function") return { file, encode: format };
  file.cutTornLine();
  return { file, encode: format === "csv" ? csvEncoder(file.firstLine()) : eventToLine };
}
