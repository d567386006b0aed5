/** Checkpoints while a run goes on: when they are taken, and what is told of them. */
import { lastValueFrom, toArray, type Observable } from "rxjs";
import { describe, expect, it } from "vitest";
import { checkpointTo, type CheckpointToOptions } from "../src/checkpoint/checkpoint-to.ts";
import { memoryStore } from "../src/checkpoint/memory-store.ts";
import type { TrainEvent } from "../src/train/event.ts";
import { EventStream } from "../src/train/run/event-stream.ts";
import { bitsOf, sampleSnapshot } from "./checkpoint-samples.ts";
import { FakeRun } from "./checkpoint-fake-run.ts";
import { watch, settled, stepsOf } from "./checkpoint-watched-run.ts";

async function stepsSaved(
  options: CheckpointToOptions,
  play: (run: FakeRun) => void | Promise<void>,
): Promise<readonly number[]> {
  const run = new FakeRun();
  const store = memoryStore({ keepLast: 99 });
  const { done } = watch(run, store, options);
  run.started();
  await play(run);
  run.events$.complete();
  await done;
  return stepsOf(store);
}

describe("checkpointTo", () => {
  it("takes the snapshot while the event is delivered, and passes all events on", async () => {
    const run = new FakeRun();
    const seen: [string, number][] = [];
    const store = memoryStore();
    const done = lastValueFrom(run.events$.pipe(checkpointTo(store, { everySteps: 2 }), toArray()));
    run.events$.subscribe((event) => seen.push([event.type, run.snapshots.length]));
    run.started();
    run.steps(3);
    run.end("completed");
    // The other subscriber comes after: what it sees of a snapshot was asked for before.
    expect(seen).toEqual([
      ["started", 0],
      ["step", 0],
      ["step", 1],
      ["step", 1],
      ["completed", 2],
    ]);
    expect((await done).map(({ type }) => type).filter((event) => event !== "checkpointSaved")).toEqual(
      seen.map(([event]) => event),
    );
    expect(run.snapshots).toEqual([2, 3]);
  });

  it("saves by steps of the run, by epochs, and by seconds", async () => {
    const drained = async (run: FakeRun, play: () => void): Promise<void> => {
      const before = run.snapshots.length;
      play();
      await settled(() => run.emitted.length === run.snapshots.length || run.snapshots.length === before);
    };
    const play = async (run: FakeRun): Promise<void> => {
      run.stepNumber = 10;
      for (let epoch = 0; epoch < 4; epoch++) {
        for (let step = 0; step < 5; step++) await drained(run, () => run.steps());
        await drained(run, () => run.epochCompleted({ loss: NaN }));
      }
    };
    expect(await stepsSaved({ everySteps: 4 }, play)).toEqual([12, 16, 20, 24, 28]);
    expect(await stepsSaved({ everyEpochs: 2 }, play)).toEqual([20, 30]);
    expect(await stepsSaved({}, play)).toEqual([15, 20, 25, 30]);
    expect(await stepsSaved({ everySeconds: 6.5 }, play)).toEqual([17, 24]);
    expect(await stepsSaved({ everySteps: 12, everyEpochs: 4 }, play)).toEqual([12, 24, 30]);
  });

  it("tells of each that is saved", async () => {
    const run = new FakeRun();
    const store = memoryStore();
    const { events, done } = watch(run, store);
    run.started();
    run.steps(2);
    run.epochCompleted({ loss: 0.5 });
    await settled(() => run.emitted.length === 1);
    const [stored] = await store.list();
    expect(events.at(-1)).toMatchObject({
      type: "checkpointSaved",
      savedStep: 2,
      name: stored!.name,
      bytes: stored!.manifest.bytes,
      isBest: true,
    });
    run.end("completed");
    await done;
    expect(bitsOf((await store.latest())!.snapshot)).toEqual(bitsOf({ ...sampleSnapshot(2), kept: run.kept }));
  });

  it("tells once of a checkpoint that is due at a step, at the end of its epoch and at that of the run", async () => {
    const run = new FakeRun();
    const store = memoryStore();
    const { done } = watch(run, store, { everySteps: 2, everyEpochs: 1, monitor: "validation.loss" });
    run.started();
    for (const loss of [2, 3]) {
      run.steps(2);
      run.epochCompleted({ loss, validation: { loss, metrics: {} } });
      await settled(() => run.emitted.some(({ savedStep }) => savedStep === run.stepNumber));
    }
    run.end("completed");
    await done;
    const told = run.emitted.map(({ name, isBest }) => `${name} ${String(isBest)}`);
    expect(told).toEqual([...new Set(told)]);
    expect(told.length).toBeLessThan(run.snapshots.length);
    expect(new Set(run.emitted.map(({ savedStep }) => savedStep))).toEqual(new Set([2, 4]));
  });

  it("begins anew for each subscriber, and keeps the stream's class", async () => {
    const run = new FakeRun();
    const source = new EventStream<TrainEvent>(
      () => undefined,
      (subscriber) => run.events$.subscribe(subscriber),
    );
    const store = memoryStore({ keepLast: 99 });
    const stream: Observable<TrainEvent> = source.pipe(checkpointTo(store, { everySeconds: 5 }));
    expect(stream).toBeInstanceOf(EventStream);
    const first = stream.subscribe();
    run.started();
    run.steps(4);
    first.unsubscribe();
    const second = lastValueFrom(stream);
    run.steps(4);
    expect(run.snapshots).toEqual([]);
    run.steps(2);
    expect(run.snapshots).toEqual([10]);
    run.events$.complete();
    await second;
  });

  const wrong: readonly (readonly [CheckpointToOptions, RegExp])[] = [
    [{ everySteps: 0 }, /everySteps is 0; give a whole number from 1/],
    [{ everyEpochs: 1.5 }, /everyEpochs is 1\.5; give a whole number from 1/],
    [{ everySeconds: NaN }, /everySeconds is NaN; give a positive number/],
    [{ monitor: "accuracy" }, /is "accuracy" better when it is lower or higher\? Say mode/],
  ];

  it.each(wrong)("refuses %j", (options, sentence) => {
    expect(() => checkpointTo(memoryStore(), options)).toThrow(sentence);
    expect(() => checkpointTo(memoryStore(), options)).toThrow(expect.objectContaining({ code: "ARGUMENT_INVALID" }));
  });
});
