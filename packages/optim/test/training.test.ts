import { full, RensaError, sampleTensor, type Tensor } from "@rensa/core";
import { add, matmul, meanSquaredError } from "@rensa/ops";
import { catchError, concatMap, EMPTY, lastValueFrom, map, share, take, tap, toArray } from "rxjs";
import { describe, expect, it } from "vitest";
import {
  adam,
  createTrainer,
  ofType,
  train,
  type TrainConfig,
  type TrainEvent,
  type TrainingBatch,
} from "../src/index.ts";
import { backendUnderTest, stepsInFlight } from "./backend-under-test.ts";
import { createEngine } from "rensa";

const inputs = sampleTensor([8, 2], -1, 1);
const targets = {
  ...sampleTensor([8, 1]),
  data: Float32Array.from({ length: 8 }, (_, row) => 3 * inputs.data[2 * row]! - inputs.data[2 * row + 1]! + 0.5),
};
const batch: TrainingBatch = { inputs, targets };

function config(change: Partial<TrainConfig> & { source?: () => Iterable<TrainingBatch> } = {}): TrainConfig {
  const { source, ...rest } = change;
  return {
    model: {
      initialize: () => ({ weights: zeros([2, 1]), bias: zeros([1]) }),
      apply: (parameters, x) => {
        const { weights, bias } = parameters as { weights: Tensor; bias: Tensor };
        return add(matmul(x, weights), bias);
      },
    },
    loss: (outputs, wanted) => meanSquaredError(outputs, wanted),
    optimizer: adam(0.1),
    data: { inputs, targets, batchesPerEpoch: 5, batches: source ?? (() => Array.from({ length: 5 }, () => batch)) },
    epochs: 4,
    engine: createEngine({ backend: backendUnderTest() }),
    stepsInFlight,
    ...rest,
  };
}

function zeros(shape: readonly number[]): Tensor {
  return full(shape, 0);
}

const events = (training: TrainConfig): Promise<TrainEvent[]> =>
  lastValueFrom(
    train(training).pipe(
      catchError(() => EMPTY),
      toArray(),
    ),
  );
const names = (list: readonly TrainEvent[]): string[] => list.map(({ type }) => type);

describe("train", () => {
  it("streams a run from started to completed, JSON-safe, and learns", async () => {
    const all = await events(config({ epochs: 60 }));
    expect(names(all.slice(0, 3))).toEqual(["started", "epochStarted", "step"]);
    expect(all.at(-1)).toMatchObject({ type: "completed", step: 300, epoch: 60 });
    expect(JSON.parse(JSON.stringify(all))).toEqual(all);
    const losses = all.flatMap((event) => (event.type === "step" ? [event.loss] : []));
    expect(losses.at(-1)).toBeLessThan(1e-3 * losses[0]!);
  });

  it("gives the same bits for the same configuration", async () => {
    const losses = async (): Promise<number[]> =>
      (await events(config())).flatMap((e) => (e.type === "step" ? [e.loss] : []));
    expect(await losses()).toEqual(await losses());
  });

  it("is cold, and stops within one step when it is unsubscribed, releasing its source", async () => {
    let yielded = 0;
    let released = false;
    const source = function* (): Generator<TrainingBatch> {
      try {
        for (;;) {
          yielded++;
          yield batch;
        }
      } finally {
        released = true;
      }
    };
    const training = train(config({ source }));
    expect(yielded).toBe(0);
    const steps = await lastValueFrom(training.pipe(ofType("step"), take(3), toArray()));
    expect(steps).toHaveLength(3);
    await untilTrue(() => released);
    expect(yielded).toBeLessThanOrEqual(3 + stepsInFlight);
  });

  it("is not harmed by a subscriber that throws, directly or behind operators", async () => {
    const reported: unknown[] = [];
    const stream = train(config({ onSubscriberError: (error) => reported.push(error) }));
    const seen: string[] = [];
    await new Promise<void>((resolve) => {
      stream.subscribe({
        next: ({ type }) => {
          seen.push(type);
          throw new Error("a broken view");
        },
        complete: resolve,
      });
    });
    expect(seen.at(-1)).toBe("completed");
    expect(reported).toHaveLength(seen.length);
    await new Promise<void>((resolve) => {
      const derived = stream.pipe(map(({ type }) => type));
      derived.subscribe({
        next: () => {
          throw new Error("a broken view");
        },
        complete: resolve,
      });
    });
    expect(reported).toHaveLength(2 * seen.length);
  });

  it("does not wait for a subscriber that takes its time", async () => {
    let handled = 0;
    const slow = (event: TrainEvent) =>
      new Promise<TrainEvent>((resolve) => {
        setImmediate(() => setImmediate(() => setImmediate(() => resolve(event))));
      });
    const stream = train(config()).pipe(share());
    const finished = lastValueFrom(stream).then(() => handled);
    const all = lastValueFrom(
      stream.pipe(
        concatMap(slow),
        tap(() => handled++),
        toArray(),
      ),
    );
    expect(await finished).toBeLessThan((await all).length);
    expect((await all).at(-1)).toMatchObject({ type: "completed" });
  });

  it("ends with a failed event, of a stable code, where the data source throws", async () => {
    const source = function* (): Generator<TrainingBatch> {
      yield batch;
      throw new Error("the disk is gone");
    };
    const all = await events(config({ source }));
    expect(all.at(-1)).toMatchObject({ type: "failed", step: 1, error: { code: "DATA_SOURCE_FAILED" } });
    expect(names(all)).not.toContain("completed");
  });

  it("refuses a batch of another shape, and NaN where checkFinite is on, before the step changes anything", async () => {
    const wrong = { inputs: sampleTensor([4, 2]), targets };
    expect((await events(config({ source: () => [wrong] }))).at(-1)).toMatchObject({
      type: "failed",
      step: 0,
      error: { code: "INPUT_MISMATCH" },
    });
    const broken = { inputs: { ...inputs, data: inputs.data.map(() => Number.NaN) }, targets };
    const failed = (
      await events(
        config({ source: () => [broken], engine: createEngine({ backend: backendUnderTest(), checkFinite: true }) }),
      )
    ).at(-1);
    expect(failed).toMatchObject({ type: "failed", step: 0, error: { code: "NON_FINITE" } });
  });

  it("says what is wrong with a loss that is not a scalar, and where it was made", async () => {
    const failed = (await events(config({ loss: (outputs) => outputs }))).at(-1);
    expect(failed).toMatchObject({ type: "failed", error: { code: "LOSS_NOT_SCALAR" } });
    expect(JSON.stringify(failed)).toContain("training.test.ts");
  });
});

describe("a trainer", () => {
  it("starts, pauses, resumes and stops, with a frozen state at every moment", async () => {
    const trainer = createTrainer(config({ epochs: 1000 }));
    const seen: TrainEvent[] = [];
    let pausedAt = -1;
    trainer.events$.subscribe((event) => {
      seen.push(event);
      if (event.type === "step" && event.step === 7) {
        trainer.pause();
        pausedAt = trainer.state.step;
        queueMicrotask(() => setTimeout(() => trainer.resume(), 0));
      }
      if (event.type === "step" && event.step === 20) trainer.stop("enough");
    });
    expect(trainer.state).toMatchObject({ status: "idle", step: 0 });
    expect(() => trainer.pause()).toThrow(RensaError);
    await trainer.start();
    expect(pausedAt).toBe(7);
    expect(trainer.state).toMatchObject({ status: "stopped", step: 20 });
    expect(Object.isFrozen(trainer.state)).toBe(true);
    expect(names(seen)).toContain("paused");
    expect(seen.at(-1)).toMatchObject({ type: "stopped", reason: "enough" });
    expect((await trainer.readParameters()).get("weights")?.shape).toEqual([2, 1]);
    await expect(trainer.start()).rejects.toThrow(/start: the trainer is stopped/);
  });
});

async function untilTrue(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
