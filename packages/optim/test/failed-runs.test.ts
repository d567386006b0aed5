/** Runs that fail: who is told, with which code, cause, stack and line, and what can be done then. */
import { MessageChannel } from "node:worker_threads";
import { RensaError, type Tensor } from "@rensa/core";
import type { Metric } from "@rensa/nn";
import { catchError, lastValueFrom, of, retry, toArray, type Observable } from "rxjs";
import { describe, expect, it } from "vitest";
import {
  createTrainer,
  gridSearch,
  memoryStore,
  checkpointTo,
  search,
  serveTrainer,
  sgd,
  train,
  transform,
  choice,
  type TrainConfig,
  type TrainEvent,
  type Trainer,
} from "../src/index.ts";
import { connectTrainer } from "../src/connect.ts";
import { lineConfig, lineData, lineModel, type LineParameters } from "./line.ts";

type Change = Partial<TrainConfig<LineParameters>>;

/** What a user's function throws. */
class UsersError extends Error {
  override readonly name = "UsersError";
}

const fail = (): never => {
  throw new UsersError("the user's own words");
};

const metric: Metric = { statistics: (outputs) => ({ sum: outputs }), result: fail };

/** Each function that users give, failing, with the code and what names it. */
const failing: readonly (readonly [string, Change, string, RegExp])[] = [
  ["a model's initialize", { model: { ...lineModel, initialize: fail } }, "USER_CODE_FAILED", /model's initialize/],
  ["a model's apply", { model: { ...lineModel, apply: fail } }, "USER_CODE_FAILED", /model's apply/],
  ["a model's isTrainable", { model: { ...lineModel, isTrainable: fail } }, "USER_CODE_FAILED", /isTrainable/],
  ["a loss", { loss: fail }, "USER_CODE_FAILED", /The loss/],
  ["a metric", { metrics: { mine: fail } }, "USER_CODE_FAILED", /metric "mine"/],
  ["a metric's statistics", { metrics: { mine: { ...metric, statistics: fail } } }, "USER_CODE_FAILED", /"mine"/],
  ["a metric's result", { metrics: { mine: metric } }, "USER_CODE_FAILED", /result of the metric "mine"/],
  ["a schedule", { optimizer: sgd(fail) }, "USER_CODE_FAILED", /schedule/],
  ["a transform's slots", { optimizer: transform({ slots: fail, update: fail }) }, "USER_CODE_FAILED", /slots/],
  [
    "a transform's update",
    { optimizer: transform({ name: "mine", update: fail }) },
    "USER_CODE_FAILED",
    /mine: update/,
  ],
  ["batches", { data: { ...lineData(), batches: fail } }, "DATA_SOURCE_FAILED", /data source, in epoch 1/],
  [
    "a batch",
    {
      data: {
        ...lineData(),
        *batches(options) {
          yield* [...(lineData().batches(options) as Iterable<never>)].slice(0, 1);
          fail();
        },
      },
    },
    "DATA_SOURCE_FAILED",
    /data source, in epoch 1/,
  ],
  ["batches of the validation", { validation: { ...lineData(), batches: fail } }, "DATA_SOURCE_FAILED", /data source/],
];

function expectUsers(error: RensaError, code: string, sentence: RegExp): void {
  expect(error).toBeInstanceOf(RensaError);
  expect(error.code).toBe(code);
  expect(error.sentence).toMatch(sentence);
  expect(error.sentence).toMatch(/the user's own words/);
  expect(error.written?.file).toMatch(/failed-runs\.test\.ts$/);
  expect(error.message).toMatch(/written at .*failed-runs\.test\.ts:\d+:\d+/);
  expect(error.cause).toMatchObject({ name: "UsersError", message: "the user's own words" });
  expect((error.cause as Error).stack).toMatch(/failed-runs\.test\.ts/);
  expect(error.stack).toMatch(/\n +at .*\/packages\//);
}

/** A trainer and all that its stream tells. */
function watched(trainer: Trainer): { readonly told: (TrainEvent["type"] | "complete" | "error")[] } {
  const told: (TrainEvent["type"] | "complete" | "error")[] = [];
  trainer.events$.subscribe({
    next: ({ type }) => told.push(type),
    complete: () => told.push("complete"),
    error: () => told.push("error"),
  });
  return { told };
}

describe("what a user's function throws has a code of its own, the user's line, and the thrown as its cause", () => {
  it.each(failing)("%s", async (_, change, code, sentence) => {
    const trainer = createTrainer(lineConfig(change));
    const { told } = watched(trainer);
    const error = await trainer.start().then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expectUsers(error as RensaError, code, sentence);
    expect((error as RensaError).cause).toBeInstanceOf(UsersError);
    expect(trainer.state).toMatchObject({ status: "failed", error });
    expect(trainer.state.error).toBe(error);
    expect(told.slice(-2)).toEqual(["failed", "complete"]);
  });

  it.each(failing)("also from a worker: %s", async (_, change, code, sentence) => {
    const { port1, port2 } = new MessageChannel();
    serveTrainer(() => createTrainer(lineConfig(change)), port2);
    const trainer = connectTrainer(port1);
    const { told } = watched(trainer);
    const error: unknown = await trainer.start().catch((thrown: unknown) => thrown);
    expectUsers(error as RensaError, code, sentence);
    expect(trainer.state.error).toBe(error);
    expect(told.slice(-2)).toEqual(["failed", "complete"]);
    await expect(trainer.start()).rejects.toMatchObject({ code: "TRAINER_STATE" });
    trainer.disconnect();
    port1.close();
  });

  it("an error of ours stays what it is", async () => {
    const trainer = createTrainer(lineConfig({ loss: (outputs) => outputs }));
    await expect(trainer.start()).rejects.toMatchObject({ code: "LOSS_NOT_SCALAR" });
    expect(trainer.state.error?.code).toBe("LOSS_NOT_SCALAR");
  });

  it("whatever is thrown: a text, nothing, an error whose causes lead in a circle", async () => {
    const circle = new Error("around");
    circle.cause = circle;
    for (const thrown of ["a text", null, undefined, circle, Object.create(null)] as unknown[]) {
      const trainer = createTrainer(
        lineConfig({
          loss: () => {
            throw thrown;
          },
        }),
      );
      const events: TrainEvent[] = [];
      trainer.events$.subscribe((event) => events.push(event));
      await expect(trainer.start()).rejects.toMatchObject({ code: "USER_CODE_FAILED" });
      expect(() => JSON.stringify(events)).not.toThrow();
    }
  });
});

describe("data that ends because the run was stopped is no failure", () => {
  const dataThat = (waits: (signal: AbortSignal) => Promise<void>, signal: AbortSignal) => ({
    ...lineData(),
    async *batches(options: Parameters<ReturnType<typeof lineData>["batches"]>[0]) {
      for (const batch of lineData().batches(options) as Iterable<never>) {
        yield batch;
        await waits(signal);
      }
    },
  });
  const aborted = (signal: AbortSignal): Promise<void> =>
    new Promise((_, reject) => {
      signal.addEventListener("abort", () => {
        reject(signal.reason as Error);
      });
    });

  it("where both have one signal, as a fetch would", async () => {
    for (const change of ["data", "validation"] as const) {
      const controller = new AbortController();
      const { signal } = controller;
      const trainer = createTrainer(lineConfig({ [change]: dataThat(aborted, signal), signal }));
      const { told } = watched(trainer);
      const running = trainer.start();
      setTimeout(() => {
        controller.abort(new Error("enough"));
      }, 20);
      await running;
      expect(told.slice(-2)).toEqual(["stopped", "complete"]);
      expect(trainer.state.error).toBeNull();
    }
  });

  it("where it ends early, and not where it fails before the stop", async () => {
    for (const stops of [true, false]) {
      const trainer = createTrainer(
        lineConfig({
          data: {
            ...lineData(),
            batches: function* () {
              if (stops) trainer.stop();
            },
          },
        }),
      );
      const { told } = watched(trainer);
      const error: unknown = await trainer.start().catch((thrown: unknown) => thrown);
      expect(told.at(-2)).toBe(stops ? "stopped" : "failed");
      expect(error).toEqual(stops ? undefined : expect.objectContaining({ code: "DATA_SOURCE_FAILED" }));
    }
  });
});

describe("train follows RxJS", () => {
  const all = (stream: Observable<TrainEvent>) => lastValueFrom(stream.pipe(toArray()));

  it("the event failed, then the error, which catchError takes", async () => {
    const stream = train(lineConfig({ loss: fail }));
    const types: string[] = [];
    await expect(
      new Promise((resolve, reject) => {
        stream.subscribe({ next: ({ type }) => types.push(type), error: reject, complete: () => resolve(null) });
      }),
    ).rejects.toMatchObject({ code: "USER_CODE_FAILED" });
    expect(types).toEqual(["failed"]);
    const caught = await lastValueFrom(stream.pipe(catchError((error: RensaError) => of(error.code))));
    expect(caught).toBe("USER_CODE_FAILED");
  });

  it("retry begins a run of its own", async () => {
    let calls = 0;
    const data = lineData();
    const stream = train(
      lineConfig({
        data: {
          ...data,
          batches: (options) => {
            if (calls++ === 1) fail();
            return data.batches(options);
          },
        },
      }),
    );
    const types = (await all(stream.pipe(retry(1)))).map(({ type }) => type);
    expect(types.filter((type) => type === "started")).toHaveLength(2);
    expect(types.filter((type) => type === "failed")).toHaveLength(1);
    expect(types.at(-1)).toBe("completed");
  });

  it("what operators keep is written before the error", async () => {
    const store = memoryStore();
    const data = lineData();
    const stream = train(
      lineConfig({
        data: {
          ...data,
          batches: (options) => (options.epoch === 2 ? fail() : data.batches(options)),
        },
      }),
    );
    const types: string[] = [];
    await expect(
      new Promise((resolve, reject) => {
        stream.pipe(checkpointTo(store, { everyEpochs: 1 })).subscribe({
          next: ({ type }) => types.push(type),
          error: reject,
          complete: () => resolve(null),
        });
      }),
    ).rejects.toMatchObject({ code: "DATA_SOURCE_FAILED" });
    expect(types.filter((type) => type === "checkpointSaved").length).toBeGreaterThan(0);
    expect((await store.latest())?.snapshot.progress.epoch).toBe(2);
  });

  it("where nobody handles the error, RxJS is told, and only then", async () => {
    const { config } = await import("rxjs");
    const told: unknown[] = [];
    config.onUnhandledError = (error) => told.push(error);
    try {
      const reported: unknown[] = [];
      train(lineConfig({ loss: fail, onSubscriberError: (error) => reported.push(error) })).subscribe(() => undefined);
      await expect.poll(() => told.length).toBe(1);
      expect(told).toMatchObject([{ code: "USER_CODE_FAILED" }]);
      expect(reported).toEqual([]);
    } finally {
      config.onUnhandledError = null;
    }
  });
});

describe("a search", () => {
  it("tells of trials that fail with their cause, and ends by an error where all did", async () => {
    const events: unknown[] = [];
    const stream = search({
      space: { rate: choice([0.1, 0.2]) },
      strategy: gridSearch({ points: 2 }),
      trial: () => createTrainer(lineConfig({ loss: fail })),
    });
    const error: unknown = await new Promise((resolve) => {
      stream.subscribe({ next: (event) => events.push(event), error: resolve, complete: () => resolve(null) });
    });
    expect(error).toMatchObject({ code: "USER_CODE_FAILED", cause: { code: "USER_CODE_FAILED" } });
    expect(events.filter((event) => (event as TrainEvent).type === ("trialFailed" as never))).toMatchObject(
      [0, 1].map((trial) => ({ trial, error: { code: "USER_CODE_FAILED", cause: { name: "UsersError" } } })),
    );
    expect(events.at(-1)).toMatchObject({ type: "failed", error: { code: "USER_CODE_FAILED" } });
  });

  it("names what makes its trials where that throws", async () => {
    const stream = search({ space: { rate: choice([0.1]) }, strategy: gridSearch({ points: 2 }), trial: fail });
    const error: unknown = await lastValueFrom(stream).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: "USER_CODE_FAILED",
      message: expect.stringMatching(/The trial threw/) as string,
    });
  });
});

describe("steering", () => {
  it("what is asked for while a run compiles is done, in its order", async () => {
    const trainer = createTrainer(lineConfig({ optimizer: sgd(0.5) }));
    const told: unknown[] = [];
    trainer.events$.subscribe((event) => {
      if (event.type === "learningRateChanged") told.push([event.learningRate, event.step]);
    });
    const run = trainer.start();
    const asked = [trainer.setHyperparameter("learningRate", 0.25), trainer.setHyperparameter("learningRate", 0.125)];
    await expect(trainer.setHyperparameter("learningRate", -1)).rejects.toThrow(/from 0/);
    await Promise.all([...asked, run]);
    expect(told).toEqual([
      [0.25, 0],
      [0.125, 0],
    ]);
    expect(await trainer.readHyperparameters()).toEqual({ learningRate: 0.125 });
  });

  it("stop may be called twice, a run that nobody observes knows its loss, and metrics are frozen", async () => {
    const quiet = createTrainer(
      lineConfig({ metrics: { mine: (outputs: Tensor, targets: Tensor) => lineConfig().loss(outputs, targets) } }),
    );
    await quiet.start();
    expect(quiet.state.loss).toBeTypeOf("number");
    expect(quiet.state.metrics["mine"]).toBeCloseTo(quiet.state.loss ?? 0, 5);
    const trainer = createTrainer(lineConfig({ metrics: { mine: lineConfig().loss } }));
    const seen: TrainEvent[] = [];
    trainer.events$.subscribe((event) => {
      seen.push(event);
      if (event.type !== "step" || event.step !== 2) return;
      trainer.stop("once");
      trainer.stop("twice");
      expect(() => ((event.metrics as Record<string, number>)["mine"] = 0)).toThrow(TypeError);
    });
    await trainer.start();
    trainer.stop("after its end");
    expect(seen.at(-1)).toMatchObject({ type: "stopped", reason: "once" });
  });
});
