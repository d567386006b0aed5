/** Checkpoints while a run goes on: when, which, and what follows when one cannot be saved. */
import { RensaError } from "@rensa/core";
import { lastValueFrom, of, toArray, type Observable } from "rxjs";
import { describe, expect, it } from "vitest";
import { checkpointTo, type CheckpointToOptions } from "../src/checkpoint/checkpoint-to.ts";
import type { CheckpointStore, SaveOptions } from "../src/checkpoint/checkpoint-store.ts";
import { memoryStore } from "../src/checkpoint/memory-store.ts";
import type { TrainEvent } from "../src/train/event.ts";
import { EventStream } from "../src/train/run/event-stream.ts";
import type { TrainingSnapshot } from "../src/train/snapshot/snapshot.ts";
import { bitsOf, sampleSnapshot } from "./checkpoint-samples.ts";
import { FakeRun } from "./checkpoint-fake-run.ts";

/** A store that writes when it is told to. */
class SlowStore implements Pick<CheckpointStore, "save"> {
  readonly inner = memoryStore({ keepLast: 99 });
  readonly begun: number[] = [];
  readonly #open: (() => void)[] = [];
  #isOpen = false;
  underWay = 0;
  mostUnderWay = 0;

  readonly store: CheckpointStore = {
    save: (snapshot, options) => this.save(snapshot, options),
    list: () => this.inner.list(),
    load: (name) => this.inner.load(name),
    latest: () => this.inner.latest(),
    best: () => this.inner.best(),
    remove: (name) => this.inner.remove(name),
  };

  async save(snapshot: TrainingSnapshot, options?: SaveOptions) {
    this.begun.push(snapshot.progress.step);
    this.mostUnderWay = Math.max(this.mostUnderWay, ++this.underWay);
    if (!this.#isOpen) await new Promise<void>((resolve) => this.#open.push(resolve));
    this.underWay--;
    return this.inner.save(snapshot, options);
  }

  finishOne(): void {
    this.#open.shift()?.();
  }

  finishAll(): void {
    this.#isOpen = true;
    for (const open of this.#open.splice(0)) open();
  }
}

/** A run with checkpoints, watched from its start to its end. */
function watch(run: FakeRun, store: CheckpointStore, options?: CheckpointToOptions) {
  const events: TrainEvent[] = [];
  const done = new Promise<void>((resolve, reject) => {
    run.events$
      .pipe(checkpointTo(store, options))
      .subscribe({ next: (event) => events.push(event), complete: resolve, error: reject });
  });
  return { events, done };
}

const settled = (condition: () => boolean): Promise<void> => expect.poll(condition, { interval: 1 }).toBe(true);
const stepsOf = async (store: CheckpointStore): Promise<readonly number[]> =>
  (await store.list()).map(({ manifest }) => manifest.step).reverse();

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

  it("never writes two at once and leaves none out; the run is held while one waits for another", async () => {
    let holds = 0;
    const run = new FakeRun({
      hold: () => {
        holds++;
        return () => holds--;
      },
    });
    const slow = new SlowStore();
    const { done } = watch(run, slow.store, { everySteps: 2 });
    run.started();
    await settled(() => holds === 0);
    run.steps(2);
    await settled(() => slow.begun.length === 1);
    run.steps(1);
    expect(holds).toBe(0);
    run.steps(1);
    expect(holds).toBe(1);
    slow.finishOne();
    await settled(() => slow.begun.length === 2);
    expect(holds).toBe(0);
    run.epochCompleted({ loss: 0.5 }); // The best, at step 4.
    expect(holds).toBe(1);
    // Where the run is in another thread, it goes on for a while.
    run.steps(2);
    expect(holds).toBe(2);
    expect(slow.begun).toEqual([2, 4]);
    run.end("completed");
    slow.finishAll();
    await done;
    expect(slow.begun).toEqual([2, 4, 4, 6, 6]);
    expect(slow.mostUnderWay).toBe(1);
    expect(holds).toBe(0);
    // At an epoch's end, the best is kept too, so it is another snapshot than that of its step.
    expect(await stepsOf(slow.store)).toEqual([2, 4, 4, 6]);
    expect((await slow.store.best())?.manifest).toMatchObject({ step: 4, metric: { name: "loss", value: 0.5 } });
  });

  it.each(["completed", "stopped"] as const)(
    "writes a last one when the run has %s, and completes after it",
    async (end) => {
      const run = new FakeRun();
      const slow = new SlowStore();
      const { done, events } = watch(run, slow.store, { everySteps: 1000 });
      let isDone = false;
      const waited = done.then(() => (isDone = true));
      run.started();
      run.steps(7);
      run.end(end);
      await settled(() => slow.begun.length === 1);
      expect(events.at(-1)?.type).toBe(end);
      expect(isDone).toBe(false);
      slow.finishAll();
      await waited;
      expect(await stepsOf(slow.store)).toEqual([7]);
    },
  );

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
