/** What a training takes of its source: as many batches as that has said, whatever it has. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTrainer, sgd, type TrainEvent, type TrainingBatch, type TrainingData } from "../src/index.ts";
import { createEngine } from "rensa";
import { lineConfig, lineData } from "./line.ts";
import { backendUnderTest } from "./backend-under-test.ts";

/** A source that says `says` batches a pass and has `has`; how many it was asked for, and whether it was closed. */
class CountedSource implements TrainingData {
  readonly inputs = lineData(5).inputs;
  readonly targets = lineData(5).targets;
  readonly batchesPerEpoch: number;
  asked = 0;
  closed = 0;
  readonly #has: number;
  readonly #isAsync: boolean;

  constructor(says: number, has: number, isAsync: boolean) {
    this.batchesPerEpoch = says;
    this.#has = has;
    this.#isAsync = isAsync;
  }

  batches(): Iterable<TrainingBatch> | AsyncIterable<TrainingBatch> {
    const passes = this.#pass();
    if (!this.#isAsync) return passes;
    return {
      [Symbol.asyncIterator]: () => ({
        next: () => Promise.resolve(passes.next()),
        return: () => Promise.resolve(passes.return(undefined)),
      }),
    };
  }

  *#pass(): Generator<TrainingBatch, undefined> {
    const [batch] = lineData(5).batches({ epoch: 0, seed: 0 }) as Iterable<TrainingBatch>;
    try {
      for (let count = 0; count < this.#has; count++) {
        this.asked++;
        yield batch!;
      }
      return undefined;
    } finally {
      this.closed++;
    }
  }
}

async function eventsOf(change: Parameters<typeof lineConfig>[0]): Promise<TrainEvent[]> {
  const events: TrainEvent[] = [];
  const trainer = createTrainer(lineConfig(change));
  trainer.events$.subscribe((event) => events.push(event));
  // A run that fails has told so, which is what is looked at.
  await trainer.start().catch(() => undefined);
  return events;
}

const count = fc.integer({ min: 1, max: 5 });

describe("a source", () => {
  it("is asked for the batches that it has said and no more, or the run fails and tells both numbers", async () => {
    await fc.assert(
      fc.asyncProperty(count, fc.oneof(count, fc.constant(1e9)), fc.boolean(), async (says, has, isAsync) => {
        const data = new CountedSource(says, has, isAsync);
        const events = await eventsOf({ data, epochs: 2 });
        const steps = events.filter(({ type }) => type === "step").length;
        if (has >= says) {
          expect(events.at(-1)).toMatchObject({ type: "completed", step: 2 * says });
          expect([steps, data.asked, data.closed]).toEqual([2 * says, 2 * says, 2]);
        } else {
          expect(events.at(-1)).toMatchObject({ type: "failed", step: has, error: { code: "DATA_SOURCE_FAILED" } });
          expect(JSON.stringify(events.at(-1))).toContain(`epoch 1 after ${String(has)} of ${String(says)} batches`);
          expect(events.some(({ type }) => type === "epochCompleted")).toBe(false);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("of validation data is read in the same way", async () => {
    const validated = async (has: number) =>
      (await eventsOf({ epochs: 1, validation: new CountedSource(2, has, false) })).slice(-3);
    expect(await validated(7)).toMatchObject([
      { type: "validated", examples: 10 },
      { type: "epochCompleted" },
      { type: "completed" },
    ]);
    expect((await validated(1)).at(-1)).toMatchObject({ type: "failed", error: { code: "DATA_SOURCE_FAILED" } });
  });

  it.each([0, -1, 2.5, Number.NaN, Number.POSITIVE_INFINITY])("that says %s batches is refused", async (says) => {
    const data = new CountedSource(says, 3, false);
    const failure = { type: "failed", step: 0, error: { code: "DATA_INVALID" } };
    expect((await eventsOf({ data })).at(-1)).toMatchObject(failure);
    expect((await eventsOf({ validation: data })).at(-1)).toMatchObject(failure);
    expect(data.asked).toBe(0);
  });

  it("that throws when it is closed early fails the run as a source that throws", async () => {
    const data: TrainingData = {
      ...lineData(),
      batchesPerEpoch: 1,
      *batches(options) {
        try {
          yield* lineData().batches(options) as Iterable<TrainingBatch>;
        } finally {
          throw new Error("the file cannot be closed");
        }
      },
    };
    expect((await eventsOf({ data })).at(-1)).toMatchObject({
      type: "failed",
      error: { code: "DATA_SOURCE_FAILED", message: expect.stringContaining("cannot be closed") as string },
    });
  });
});

/** Data of one pass with batches of these numbers of examples, of which four are a full one. */
function sized(sizes: readonly number[]): TrainingData {
  return {
    ...lineData(4),
    batchesPerEpoch: sizes.length,
    *batches({ start = 0 }) {
      for (const size of sizes.slice(start)) {
        const [batch] = lineData(size).batches({ epoch: 0, seed: 0 }) as Iterable<TrainingBatch>;
        yield batch!;
      }
    },
  };
}

/** A backend that counts what it prepares. */
function counting() {
  const backend = backendUnderTest();
  const prepared = { programs: 0 };
  const prepare: typeof backend.prepare = (...given) => {
    prepared.programs++;
    return backend.prepare(...given);
  };
  return { backend: { ...backend, prepare }, prepared };
}

describe("batches", () => {
  it("may have any number of examples up to that of a full one, each of which counts once", async () => {
    const size = fc.integer({ min: 1, max: 6 });
    await fc.assert(
      fc.asyncProperty(fc.array(size, { minLength: 1, maxLength: 5 }), async (sizes) => {
        const events = await eventsOf({ data: sized(sizes), optimizer: sgd(0), epochs: 1 });
        const tooLarge = sizes.findIndex((each) => each > 4);
        const taken = tooLarge < 0 ? sizes : sizes.slice(0, tooLarge);
        const steps = events.filter((event) => event.type === "step");
        expect(steps.map(({ examples }) => examples)).toEqual(taken);
        const last = events.at(-1);
        if (tooLarge >= 0) expect(last).toMatchObject({ type: "failed", error: { code: "INPUT_MISMATCH" } });
        else {
          expect(last).toMatchObject({ type: "completed" });
          // With a rate of 0, the loss of an epoch is the mean over its examples.
          const total = steps.reduce((sum, { loss, examples }) => sum + loss * examples, 0);
          const [epoch] = events.filter((event) => event.type === "epochCompleted");
          expect(epoch?.loss).toBeCloseTo(total / sizes.reduce((sum, each) => sum + each, 0), 12);
        }
      }),
      { numRuns: 25 },
    );
  });

  it("of each size have one program, however many there are", async () => {
    const preparedFor = async (sizes: readonly number[], epochs: number) => {
      const { backend, prepared } = counting();
      await eventsOf({ data: sized(sizes), validation: sized(sizes), epochs, engine: createEngine({ backend }) });
      return prepared.programs;
    };
    const one = await preparedFor([4], 1);
    expect(await preparedFor([4, 4, 4], 3)).toBe(one);
    // A step and an evaluation for each further size.
    expect(await preparedFor([4, 3, 4, 3], 3)).toBe(one + 2);
    expect(await preparedFor([4, 3, 2, 3], 2)).toBe(one + 4);
  });

  it("without an axis of examples are refused before anything is computed", async () => {
    const scalar = { shape: [], dtype: "f32" } as const;
    const data: TrainingData = { inputs: scalar, targets: scalar, batchesPerEpoch: 1, batches: () => [] };
    expect((await eventsOf({ data })).at(-1)).toMatchObject({
      type: "failed",
      step: 0,
      error: { code: "DATA_INVALID", message: expect.stringContaining("no batch axis") as string },
    });
  });
});
