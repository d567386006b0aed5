/** What a training takes of its source: as many batches as that has said, whatever it has. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTrainer, type TrainEvent, type TrainingBatch, type TrainingData } from "../src/index.ts";
import { lineConfig, lineData } from "./line.ts";

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
  await trainer.start();
  return events;
}

const count = fc.integer({ min: 1, max: 5 });

describe("a source", () => {
  it("is asked for the batches that it has said and no more, or the run fails and tells both numbers", async () => {
    await fc.assert(
      fc.asyncProperty(count, fc.oneof(count, fc.constant(1e9)), fc.boolean(), async (says, has, isAsync) => {
        const data = new CountedSource(says, has, isAsync);
        const events = await eventsOf({ data, epochs: 2 });
        const steps = events.filter(({ event }) => event === "step").length;
        if (has >= says) {
          expect(events.at(-1)).toMatchObject({ event: "completed", step: 2 * says });
          expect([steps, data.asked, data.closed]).toEqual([2 * says, 2 * says, 2]);
        } else {
          expect(events.at(-1)).toMatchObject({ event: "failed", step: has, error: { code: "DATA_SOURCE_FAILED" } });
          expect(JSON.stringify(events.at(-1))).toContain(`epoch 1 after ${String(has)} of ${String(says)} batches`);
          expect(events.some(({ event }) => event === "epochCompleted")).toBe(false);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("of validation data is read in the same way", async () => {
    const validated = async (has: number) =>
      (await eventsOf({ epochs: 1, validation: new CountedSource(2, has, false) })).slice(-3);
    expect(await validated(7)).toMatchObject([
      { event: "validated", examples: 10 },
      { event: "epochCompleted" },
      { event: "completed" },
    ]);
    expect((await validated(1)).at(-1)).toMatchObject({ event: "failed", error: { code: "DATA_SOURCE_FAILED" } });
  });

  it.each([0, -1, 2.5, Number.NaN, Number.POSITIVE_INFINITY])("that says %s batches is refused", async (says) => {
    const data = new CountedSource(says, 3, false);
    const failure = { event: "failed", step: 0, error: { code: "DATA_INVALID" } };
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
      event: "failed",
      error: { code: "DATA_SOURCE_FAILED", message: expect.stringContaining("cannot be closed") as string },
    });
  });
});
