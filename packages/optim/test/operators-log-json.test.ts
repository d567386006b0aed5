/** Logs of lines of JSON, and what is read of them. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lastValueFrom, Subject, take, toArray } from "rxjs";
import { describe, expect, it } from "vitest";
import { logTo } from "../src/node/log-to.ts";
import { readLog } from "../src/node/ndjson.ts";
import type { TrainEvent } from "../src/train/event.ts";
import { train } from "../src/train/train.ts";
import { lineConfig, lineData } from "./line.ts";
import { epochCompleted, started, step } from "./operators-events.ts";
import { logFolder } from "./operators-log-files.ts";

const { folder, newPath, logged } = logFolder();

async function read(path: string): Promise<TrainEvent[]> {
  const events: TrainEvent[] = [];
  for await (const event of readLog(path)) events.push(event);
  return events;
}

describe("logTo as lines of JSON", () => {
  it("has everything on the disk when the stream completes, and readLog gives the same events back", async () => {
    const path = newPath();
    const events = await lastValueFrom(train(lineConfig({ validation: lineData() })).pipe(logTo(path), toArray()));
    expect(events).toHaveLength(26);
    expect(await read(path)).toEqual(events);
  });

  it("keeps numbers that JSON does not have, and text that looks like them", async () => {
    const { runId, time } = started();
    const events: TrainEvent[] = [
      step({ loss: Number.NaN, metrics: { a: Number.POSITIVE_INFINITY, b: Number.NEGATIVE_INFINITY } }),
      epochCompleted({
        tables: { confusion: [[1, Number.NaN]] },
        validation: { loss: Number.NaN, metrics: { c: Number.NaN } },
      }),
      { runId, time, epoch: 1, step: 1, type: "stopped", reason: "NaN", seconds: 1 },
    ];
    const { path } = await logged(events);
    expect(await read(path)).toEqual(events);
  });

  it("empties the file of an old run, but goes on after what a resumed run has, without a torn line", async () => {
    const { path } = await logged([started(), step()]);
    writeFileSync(path, `${readFileSync(path, "utf8")}{"event":"st`);
    expect(await read(path)).toEqual([started(), step()]);
    const later = [started({ isResumed: true, step: 1 }), step({ step: 2 })];
    await logged(later, {}, path);
    expect(await read(path)).toEqual([started(), step(), ...later]);
    await logged([started()], { append: true }, path);
    expect(await read(path)).toHaveLength(5);
    await logged([started()], {}, path);
    expect(await read(path)).toEqual([started()]);
  });

  it("refuses to read what is no event, by its line, and a file that is not there", async () => {
    const path = join(folder, "broken.ndjson");
    writeFileSync(path, `${JSON.stringify(started())}\nnot json\n`);
    await expect(read(path)).rejects.toThrow(expect.objectContaining({ code: "FILE_INVALID" }));
    await expect(read(path)).rejects.toThrow(/line 2 of .* is no event: not json/);
    await expect(read(join(folder, "missing"))).rejects.toThrow(expect.objectContaining({ code: "STORAGE_FAILED" }));
  });

  it("writes what came before the stream is left early", async () => {
    const events = new Subject<TrainEvent>();
    const path = newPath();
    const two = lastValueFrom(events.pipe(logTo(path), take(2), toArray()));
    for (const event of [started(), step(), step({ step: 2 })]) events.next(event);
    await two;
    await expect.poll(async () => (await read(path)).length).toBe(2);
  });
});
