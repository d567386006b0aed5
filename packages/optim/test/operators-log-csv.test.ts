/** Logs as a table. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { TrainEvent } from "../src/train/event.ts";
import { ended, epochCompleted, started, step } from "./operators-events.ts";
import { logFolder } from "./operators-log-files.ts";

const { logged } = logFolder();

describe("logTo as a table", () => {
  it("has a row for every step, validation and epoch, with the metrics as columns", async () => {
    const { runId, time } = started();
    const validated: TrainEvent = {
      runId,
      time,
      epoch: 1,
      step: 4,
      type: "validated",
      loss: 0.6,
      metrics: { 'F1, "macro"': 0.7 },
      tables: {},
      examples: 8,
      seconds: 0.5,
    };
    const metrics = { 'F1, "macro"': 0.75 };
    const events = [
      started(),
      step({ metrics }),
      step({ metrics, step: 2, learningRate: null }),
      validated,
      epochCompleted({ metrics, step: 4 }),
      ended(),
    ];
    const { text } = await logged(events, { format: "csv" });
    expect(text).toBe(
      [
        'type,time,epoch,step,loss,"F1, ""macro""",learningRate,examples,seconds',
        "step,2023-11-14T22:13:20.000Z,1,1,0.5,0.75,0.1,32,",
        "step,2023-11-14T22:13:20.000Z,1,2,0.5,0.75,,32,",
        "validated,2023-11-14T22:13:20.000Z,1,4,0.6,0.7,,8,0.5",
        "epochCompleted,2023-11-14T22:13:20.000Z,1,4,0.5,0.75,,,1.25",
        "",
      ].join("\n"),
    );
  });

  it("goes on with the columns that a file has, and refuses others", async () => {
    const { path, text } = await logged([started(), step()], { format: "csv" });
    await logged([started({ isResumed: true }), step()], { format: "csv" }, path);
    expect(readFileSync(path, "utf8")).toBe(text + text.split("\n")[1]! + "\n");
    const errors: unknown[] = [];
    const other = [started({ isResumed: true }), step({ metrics: { f1: 1 } }), step({ metrics: { f1: 1 } })];
    await logged(other, { format: "csv", onError: (error) => errors.push(error) }, path);
    expect(errors).toMatchObject([{ code: "FILE_INVALID" }]);
  });
});
