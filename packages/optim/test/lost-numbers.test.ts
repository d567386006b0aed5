/** Runs whose numbers are lost: they are told of, can be stopped, and take no checkpoint's place. */
import { meanSquaredError, mul } from "@rensa/ops";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  checkpointTo,
  createTrainer,
  memoryStore,
  resumeFrom,
  sgd,
  stopOnNonFinite,
  type TrainConfig,
  type TrainEvent,
  type TrainingBatch,
  type TrainingData,
} from "../src/index.ts";
import { isFiniteState } from "../src/checkpoint/finite.ts";
import { lineConfig, lineData, type LineParameters } from "./line.ts";

/** A training whose loss is NaN from a step on, counted from 1, because its targets are. Two steps are an epoch. */
function losing(step: number): Partial<TrainConfig<LineParameters>> {
  const source = lineData(5);
  return {
    optimizer: sgd(0.1),
    data: {
      ...source,
      *batches({ epoch, seed, start = 0 }) {
        let now = 2 * epoch + start;
        for (const batch of source.batches({ epoch, seed, start }) as Iterable<TrainingBatch>) {
          const { shape, dtype, data } = batch.targets;
          yield ++now < step ? batch : { ...batch, targets: { shape, dtype, data: data.map(() => Number.NaN) } };
        }
      },
    },
    epochs: 10,
  };
}

async function run(config: Partial<TrainConfig<LineParameters>>, stops: boolean, store = memoryStore()) {
  const trainer = createTrainer(lineConfig(config));
  const events: TrainEvent[] = [];
  const source = stops ? trainer.events$.pipe(stopOnNonFinite()) : trainer.events$;
  source.pipe(checkpointTo(store, { everySteps: 1 })).subscribe((event) => events.push(event));
  // A run that fails has told so, which is what is looked at.
  await trainer.start().catch(() => undefined);
  return { events, trainer, store };
}

describe("a loss that is not a number", () => {
  it("is told of once, with its name, its kind and its step, and stops the run where that is asked for", async () => {
    for (const step of [1, 4, 7]) {
      const { events, store } = await run(losing(step), true);
      const told = events.filter(({ type }) => type === "nonFinite");
      expect(told).toMatchObject([{ step, value: "loss", found: "NaN" }]);
      expect(events.findLast(({ type }) => type === "stopped")).toMatchObject({
        step,
        reason: `stopOnNonFinite: loss at step ${String(step)} is NaN.`,
      });
      const resume = await resumeFrom(store);
      expect(resume?.progress.step).toBe(step === 1 ? 1 : step - 1);
      expect(isFiniteState(resume!)).toBe(step > 1);
    }
  });

  it.each([
    [Number.NaN, "NaN"],
    [Number.POSITIVE_INFINITY, "Infinity"],
    [Number.NEGATIVE_INFINITY, "-Infinity"],
  ])("may be %s, which the event says", async (number, found) => {
    const loss: TrainConfig<LineParameters>["loss"] = (outputs, targets) =>
      mul(meanSquaredError(outputs, targets), number);
    const { events } = await run({ loss, epochs: 1 }, false);
    expect(events.filter(({ type }) => type === "nonFinite")).toMatchObject([{ step: 1, value: "loss", found }]);
    expect(JSON.stringify(events)).toContain(`The loss of step 1 is ${found}`);
  });

  it("pushes no finite checkpoint out of the store, however long the run goes on", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 12 }), fc.integer({ min: 1, max: 3 }), async (step, keepLast) => {
        const { events, store } = await run(losing(step), false, memoryStore({ keepLast, onProblem: () => undefined }));
        expect(events.findLast(({ type }) => type === "completed")).toMatchObject({ step: 20 });
        expect((await resumeFrom(store))?.progress.step).toBe(step - 1);
        const finite = (await store.list()).filter(({ manifest }) => manifest.isFinite);
        expect(finite.length).toBeGreaterThanOrEqual(Math.min(keepLast, step - 1));
        const best = await store.best();
        expect(best === null || best.manifest.isFinite).toBe(true);
      }),
      { numRuns: 12 },
    );
  });
});

describe("what else is not finite", () => {
  it("is told of where the last update made it of the parameters", async () => {
    const { events } = await run({ optimizer: sgd(3e38), epochs: 1, data: lineData(10) }, true);
    expect(events.filter(({ type }) => type === "nonFinite")).toMatchObject([
      { step: 1, value: expect.stringMatching(/^parameters\./) as string },
    ]);
  });

  it("is told of where it is the validation's loss, and not again before that was finite", async () => {
    const source = lineData(10);
    const validation: TrainingData = {
      ...source,
      *batches(options) {
        const [batch] = source.batches(options) as Iterable<TrainingBatch>;
        const { shape, dtype, data: numbers } = batch!.inputs;
        const isLost = options.epoch !== 2;
        yield { ...batch!, inputs: { shape, dtype, data: isLost ? numbers.map(() => Infinity) : numbers } };
      },
    };
    const { events } = await run({ validation, epochs: 5 }, false);
    const told = events.filter(({ type }) => type === "nonFinite");
    expect(told).toMatchObject([
      { epoch: 1, value: "validation.loss" },
      { epoch: 4, value: "validation.loss" },
    ]);
  });

  it("does not stop a run that is told to mind other values", async () => {
    const trainer = createTrainer(lineConfig(losing(2)));
    const events: TrainEvent[] = [];
    trainer.events$
      .pipe(stopOnNonFinite({ isMeant: (value) => value === "validation.loss" }))
      .subscribe((event) => events.push(event));
    await trainer.start();
    expect(events.at(-1)).toMatchObject({ type: "completed", step: 20 });
  });
});
