/** Runs that fail: who is told, with which code, cause, stack and line, and what can be done then. */
import { MessageChannel } from "node:worker_threads";
import { RensaError } from "@rensa/core";
import type { Metric } from "@rensa/nn";
import { describe, expect, it } from "vitest";
import {
  createTrainer,
  serveTrainer,
  sgd,
  transform,
  type TrainConfig,
  type TrainEvent,
  type Trainer,
} from "../src/index.ts";
import { connectTrainer } from "../src/connect.ts";
import { lineConfig, lineData, lineModel, type LineParameters } from "./line.ts";
import { UsersError, fail } from "./users-error.ts";

type Change = Partial<TrainConfig<LineParameters>>;

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
  expect(error.written?.file).toMatch(/users-error\.ts$/);
  expect(error.message).toMatch(/written at .*users-error\.ts:\d+:\d+/);
  expect(error.cause).toMatchObject({ name: "UsersError", message: "the user's own words" });
  expect((error.cause as Error).stack).toMatch(/users-error\.ts/);
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
