/** Every command in every state of a trainer, in this thread and on the other side of a port, in orders that are drawn. */
import fc from "fast-check";
import { MessageChannel } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import { createTrainer, serveTrainer, type TrainConfig, type Trainer, type TrainerStatus } from "../src/index.ts";
import { connectTrainer } from "../src/connect.ts";
import { lineConfig, lineData, type LineParameters } from "./line.ts";
import { Play, turns } from "./command-play.ts";
import { changes, reporter, sequences } from "./command-sequences.ts";

/** What a training may be: one that ends by itself, one that only a stop ends, and two that fail. */
const trainings: Readonly<Record<string, Partial<TrainConfig<LineParameters>>>> = {
  short: { epochs: 2, validation: lineData() },
  long: { epochs: 1_000_000 },
  "without a scalar loss": { loss: (outputs) => outputs },
  "without data": {
    data: {
      ...lineData(),
      batches: () => {
        throw new Error("the disk is gone");
      },
    },
  },
};

type Place = (
  config: TrainConfig<LineParameters>,
  onSubscriberError: (error: unknown) => void,
) => { readonly trainer: Trainer; readonly close: () => void };

const places: Readonly<Record<string, Place>> = {
  "in this thread": (config, onSubscriberError) => ({
    trainer: createTrainer({ ...config, onSubscriberError }),
    close: () => undefined,
  }),
  connected: (config, onSubscriberError) => {
    const { port1, port2 } = new MessageChannel();
    const end = serveTrainer(() => createTrainer(config), port1);
    const trainer = connectTrainer(port2, { onSubscriberError });
    return {
      trainer,
      close: () => {
        trainer.disconnect();
        end();
        port1.close();
      },
    };
  },
};

const endings: readonly string[] = ["completed", "stopped", "failed"];

const statusOf: Readonly<Record<string, TrainerStatus>> = {
  completed: "finished",
  stopped: "stopped",
  failed: "failed",
};

describe.each(Object.keys(places))("any commands in any order, %s", (place) => {
  it.each(Object.keys(trainings))(
    "are done or refused by a code, and leave the state that events tell: a training %s",
    async (training) => {
      await fc.assert(
        fc.asyncProperty(fc.boolean(), sequences, async (startsFirst, sequence) => {
          const errors: unknown[] = [];
          const { trainer, close } = places[place]!(lineConfig(trainings[training]), (error) => errors.push(error));
          const play = new Play(trainer);
          try {
            if (startsFirst) changes.start(play);
            for (const [, command] of sequence) await command(play);
            await turns(50);
            expectToStandAsTold(play);
            const wasStarted = trainer.state.status !== "idle";
            await play.end();
            expect(errors).toEqual([]);
            expectToBeOver(play, wasStarted);
          } finally {
            close();
          }
        }),
        { numRuns: 40, reporter },
      );
    },
  );
});

/** Where nothing is under way, the events say whether a run waits. */
function expectToStandAsTold({ trainer, events }: Play): void {
  const { status } = trainer.state;
  if (status !== "running" && status !== "paused") return;
  const last = events.findLast(({ type }) => type === "paused" || type === "resumed");
  expect(status).toBe(last?.type === "paused" ? "paused" : "running");
}

/** A run that was started has ended once, with the status that its last event tells; one that was not has told nothing. */
function expectToBeOver({ trainer, events, isComplete }: Play, wasStarted: boolean): void {
  const names: readonly string[] = events.map(({ type }) => type);
  expect(isComplete).toBe(wasStarted);
  if (!wasStarted) {
    expect(names).toEqual([]);
    return;
  }
  // What is set in a run that is over is told after its end.
  const own = names.filter((name) => name !== "learningRateChanged");
  expect(own.filter((name) => endings.includes(name))).toEqual([own.at(-1)]);
  expect(trainer.state.status).toBe(statusOf[own.at(-1) ?? ""]);
  const waits = names.filter((name) => name === "paused" || name === "resumed");
  expect(waits).toEqual(waits.map((_, at) => (at % 2 === 0 ? "paused" : "resumed")));
  // Nothing is computed while it is paused, but for the step that was under way.
  let sincePause: number | null = null;
  for (const { type, step } of events) {
    if (type === "paused") sincePause = step;
    else if (type === "resumed") sincePause = null;
    if (sincePause !== null) expect(step - sincePause).toBeLessThanOrEqual(1);
  }
}
