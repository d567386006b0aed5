/** Which checkpoint is the best, by what is monitored, and in which runs that is known. */
import { describe, expect, it } from "vitest";
import type { CheckpointToOptions } from "../src/checkpoint/checkpoint-to.ts";
import { memoryStore } from "../src/checkpoint/memory-store.ts";
import { FakeRun } from "./checkpoint-fake-run.ts";
import { watch, settled, stepsOf } from "./checkpoint-watched-run.ts";

describe("checkpointTo", () => {
  it("judges epochs by the validation's loss, or the training's where there is none, or what is monitored", async () => {
    const epochs = [
      { loss: 4, metrics: { accuracy: 0.1 }, validation: { loss: 1, metrics: { accuracy: 0.9 } } },
      { loss: 3, metrics: { accuracy: 0.5 }, validation: { loss: NaN, metrics: { accuracy: 0.7 } } },
      { loss: 2, metrics: { accuracy: 0.4 }, validation: { loss: 3, metrics: { accuracy: 0.8 } } },
      { loss: 2, metrics: { accuracy: 0.5 }, validation: { loss: 0.5, metrics: { accuracy: 0.9 } } },
    ];
    const best = async (options: CheckpointToOptions, hasValidation = true): Promise<readonly number[]> => {
      const run = new FakeRun();
      const { done } = watch(run, memoryStore(), { ...options, everyEpochs: 1 });
      run.started();
      for (const epoch of epochs) {
        run.steps();
        run.epochCompleted(hasValidation ? epoch : { ...epoch, validation: null });
        await settled(() => run.emitted.length === run.stepNumber);
      }
      run.end("completed");
      await done;
      return run.emitted.filter(({ isBest }) => isBest).map(({ savedStep }) => savedStep);
    };
    expect(await best({})).toEqual([1, 4]);
    expect(await best({}, false)).toEqual([1, 2, 3]);
    expect(await best({ monitor: "accuracy", mode: "max" })).toEqual([1, 2]);
    expect(await best({ monitor: "validation.accuracy", mode: "min" })).toEqual([1, 2]);
  });

  it("saves the best whatever the cadence", async () => {
    const run = new FakeRun();
    const store = memoryStore({ keepLast: 1 });
    const { done } = watch(run, store, { everySteps: 1000 });
    run.started();
    for (const loss of [3, 1, 2]) {
      run.steps();
      run.epochCompleted({ loss });
      await settled(() => run.emitted.length === run.snapshots.length);
    }
    run.end("completed");
    await done;
    expect(await stepsOf(store)).toEqual([2, 3]);
  });

  it("knows the best of before a crash, which is in the snapshot", async () => {
    const store = memoryStore();
    const first = new FakeRun();
    const { done } = watch(first, store);
    first.started();
    first.steps();
    first.epochCompleted({ loss: 0.5 });
    first.events$.complete();
    await done;

    const second = new FakeRun();
    for (const [name, kept] of (await store.latest())!.snapshot.kept) second.kept.set(name, kept);
    expect(second.kept.size).toBe(1);
    second.stepNumber = 1;
    second.isResumed = true;
    const again = watch(second, store);
    second.started();
    await Promise.resolve();
    await Promise.resolve();
    for (const loss of [0.6, 0.4]) {
      second.steps();
      second.epochCompleted({ loss });
      await settled(() => second.emitted.length === second.snapshots.length);
    }
    second.events$.complete();
    await again.done;
    expect(second.emitted.map(({ isBest }) => isBest)).toEqual([false, true]);
  });
});
