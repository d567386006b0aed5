/** Logs on the disk, for tests. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect } from "vitest";
import { logTo, type LogOptions } from "../src/node/log-to.ts";
import type { TrainEvent } from "../src/train/event.ts";
import { through } from "./operators-events.ts";

interface LogFolder {
  readonly folder: string;
  /** A path where nothing is yet. */
  newPath(this: void): string;
  /** Logs events, which pass through unchanged. */
  logged(
    this: void,
    events: readonly TrainEvent[],
    options?: LogOptions,
    path?: string,
  ): Promise<{ path: string; text: string }>;
}

/** A folder for the logs of a file of tests, which is removed after it. */
export function logFolder(): LogFolder {
  const folder = mkdtempSync(join(tmpdir(), "rensa-log-"));
  let files = 0;
  const newPath = () => join(folder, `run-${String(files++)}`, "log");

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  async function logged(
    events: readonly TrainEvent[],
    options: LogOptions = {},
    path = newPath(),
  ): Promise<{ path: string; text: string }> {
    expect(await through(logTo(path, options), events)).toEqual(events);
    return { path, text: options.format === "tensorboard" ? "" : readFileSync(path, "utf8") };
  }

  return { folder, newPath, logged };
}
