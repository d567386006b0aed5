/** What follows when a checkpoint cannot be saved. */
import { RensaError } from "@rensa/core";
import { lastValueFrom, of, toArray } from "rxjs";
import { describe, expect, it } from "vitest";
import { checkpointTo } from "../src/checkpoint/checkpoint-to.ts";
import type { CheckpointStore } from "../src/checkpoint/checkpoint-store.ts";
import { memoryStore } from "../src/checkpoint/memory-store.ts";
import type { TrainEvent } from "../src/train/event.ts";
import { FakeRun } from "./checkpoint-fake-run.ts";
import { SlowStore } from "./checkpoint-slow-store.ts";
import { watch, settled } from "./checkpoint-watched-run.ts";

describe("checkpointTo", () => {
  it("goes on when one cannot be saved, and tells of it", async () => {
    const failures: RensaError[] = [];
    const store = memoryStore();
    let isFull = true;
    const full: CheckpointStore = {
      ...store,
      list: () => store.list(),
      save: async (snapshot, options) => {
        if (isFull) throw new RensaError("STORAGE_FAILED", "There is no space left.");
        return store.save(snapshot, options);
      },
    };
    const run = new FakeRun();
    const { done, events } = watch(run, full, { onFailure: (error) => failures.push(error) });
    run.started();
    run.steps();
    run.epochCompleted({ loss: 0.5 });
    await settled(() => failures.length === 1);
    isFull = false;
    run.steps();
    // Worse than the one that is lost, but the best that there is.
    run.epochCompleted({ loss: 0.6 });
    run.end("completed");
    await done;
    expect(failures.map(({ code }) => code)).toEqual(["STORAGE_FAILED"]);
    expect(run.stops).toEqual([]);
    expect(events.map(({ type }) => type)).toContain("completed");
    expect((await store.best())?.manifest.step).toBe(2);
  });

  it("stops the run where that is said, once it is not over", async () => {
    const run = new FakeRun({
      stop: (reason) => {
        if (!run.isOver) run.stops.push(reason);
      },
    });
    const failures: RensaError[] = [];
    const { store: inner } = new SlowStore();
    const store: CheckpointStore = { ...inner, save: () => Promise.reject(new Error("gone")) };
    const { done } = watch(run, store, { everySteps: 1, onError: "stop", onFailure: (error) => failures.push(error) });
    run.started();
    run.steps();
    await settled(() => failures.length === 1);
    run.end("stopped");
    await done;
    expect(run.stops).toEqual(["checkpointTo: gone"]);
    expect(failures.map(({ code, cause }) => [code, cause instanceof Error])).toEqual([
      ["STORAGE_FAILED", true],
      ["STORAGE_FAILED", true],
    ]);
  });

  it("tells of a snapshot that cannot be taken, of a monitor that there is not, and of events without a training", async () => {
    const failures: string[] = [];
    const onFailure = ({ code, sentence }: RensaError): void => void failures.push(`${code} ${sentence}`);
    const run = new FakeRun({
      snapshot: () => {
        throw new RensaError("TRAINER_STATE", "snapshot: no.");
      },
    });
    const { done } = watch(run, memoryStore(), { monitor: "validation.loss", onFailure });
    run.started();
    run.epochCompleted({ loss: 1, metrics: { accuracy: 1 } });
    run.events$.complete();
    await done;
    expect(failures).toEqual([
      'ARGUMENT_INVALID checkpointTo: there is no "validation.loss" to monitor; choose one of accuracy, loss. This training has no validation data.',
      "TRAINER_STATE snapshot: no.",
    ]);
    const event: TrainEvent = { type: "completed", runId: "r", time: 0, epoch: 1, step: 1, seconds: 1 };
    const passed = await lastValueFrom(of(event, event).pipe(checkpointTo(memoryStore(), { onFailure }), toArray()));
    expect(passed).toEqual([event, event]);
    expect(failures.slice(2)).toEqual([expect.stringMatching(/^TRAINER_STATE checkpointTo: these events are not/)]);
  });
});
