/** Every command in every state of a trainer, in this thread and on the other side of a port, in orders that are drawn. */
import { MessageChannel } from "node:worker_threads";
import fc from "fast-check";
import { RensaError, type HostTensor } from "@rensa/core";
import { describe, expect, it } from "vitest";
import {
  createTrainer,
  serveTrainer,
  type TrainConfig,
  type TrainEvent,
  type Trainer,
  type TrainerStatus,
} from "../src/index.ts";
import { connectTrainer } from "../src/connect.ts";
import { lineConfig, lineData, type LineParameters } from "./line.ts";

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

const bias: HostTensor = { shape: [1], dtype: "f32", data: Float32Array.of(0.5) };
const endings: readonly string[] = ["completed", "stopped", "failed"];
const statusOf: Readonly<Record<string, TrainerStatus>> = {
  completed: "finished",
  stopped: "stopped",
  failed: "failed",
};

/** A run under test: what was asked of it has to end, in a result or in an error of ours. */
class Play {
  readonly trainer: Trainer;
  readonly events: TrainEvent[] = [];
  isComplete = false;
  readonly #answers: Promise<unknown>[] = [];
  readonly #holds: (() => void)[] = [];
  readonly #watches: (() => void)[] = [];
  /** What is done while the next event is delivered. */
  #within: Command[] = [];
  #isSteeredWithin = false;

  constructor(trainer: Trainer) {
    this.trainer = trainer;
    trainer.events$.subscribe({
      next: (event) => {
        this.events.push(event);
        const within = this.#within;
        this.#within = [];
        for (const command of within) void command(this);
      },
      complete: () => (this.isComplete = true),
    });
  }

  atNextEvent(command: Command): void {
    this.#within.push(command);
    this.#isSteeredWithin = true;
  }

  /** What a change leads to at once, where no other one comes at its event. */
  expectStatus(status: TrainerStatus): void {
    if (!this.#isSteeredWithin) expect(this.trainer.state.status).toBe(status);
  }

  /** Calls what returns at once; whether it was refused. */
  do(call: () => void): boolean {
    try {
      call();
      return false;
    } catch (error) {
      expect(error).toMatchObject({ code: "TRAINER_STATE" });
      return true;
    }
  }

  ask(answer: Promise<unknown>): void {
    this.#answers.push(
      answer.catch((error: unknown) => {
        expect(error).toBeInstanceOf(RensaError);
        expect((error as RensaError).code).not.toBe("INTERNAL");
      }),
    );
  }

  hold(): void {
    this.#holds.push(this.trainer.hold());
  }

  release(): void {
    this.#holds.pop()?.();
  }

  watch(): void {
    this.#watches.push(this.trainer.watchGradients(2));
  }

  unwatch(): void {
    this.#watches.pop()?.();
  }

  /** Ends the run, and waits for everything. */
  async end(): Promise<void> {
    // What would be held from now on nobody would release.
    this.#within = [];
    while (this.#holds.length > 0) this.release();
    this.do(() => {
      this.trainer.stop("the test ends");
    });
    await settled(Promise.all(this.#answers));
  }
}

type Command = (play: Play) => void | Promise<void>;

/** Changes of the status, which are allowed or refused by it. */
const changes = {
  start: (play) => {
    play.ask(play.trainer.start());
  },
  pause: (play) => {
    const { status } = play.trainer.state;
    const isRefused = play.do(() => {
      play.trainer.pause();
    });
    expect(isRefused).toBe(status !== "running");
    if (!isRefused) play.expectStatus("paused");
  },
  resume: (play) => {
    const { status } = play.trainer.state;
    const isRefused = play.do(() => {
      play.trainer.resume();
    });
    expect(isRefused).toBe(status !== "paused");
    if (!isRefused) play.expectStatus("running");
  },
  stop: (play) => {
    const { status } = play.trainer.state;
    const isRefused = play.do(() => {
      play.trainer.stop("enough");
    });
    expect(isRefused).toBe(status === "idle");
    if (status === "running" || status === "paused") play.expectStatus("stopped");
  },
} satisfies Record<string, Command>;

/** What may be asked in any state. */
const questions = {
  readHyperparameters: (play) => {
    play.ask(play.trainer.readHyperparameters());
  },
  setHyperparameter: (play) => {
    play.ask(play.trainer.setHyperparameter("learningRate", 0.01));
  },
  setNoHyperparameter: (play) => {
    play.ask(play.trainer.setHyperparameter("speed", 0.01));
  },
  readParameters: (play) => {
    play.ask(play.trainer.readParameters());
  },
  writeParameters: (play) => {
    play.ask(play.trainer.writeParameters(new Map([["bias", bias]])));
  },
  writeNoParameters: (play) => {
    play.ask(play.trainer.writeParameters(new Map([["slope", bias]])));
  },
  snapshot: (play) => {
    play.ask(play.trainer.snapshot());
  },
  keep: (play) => {
    play.trainer.keep("note", { values: 1 });
  },
  kept: (play) => {
    play.ask(play.trainer.kept("note"));
  },
  hold: (play) => {
    play.hold();
  },
  release: (play) => {
    play.release();
  },
  watchGradients: (play) => {
    play.watch();
  },
  unwatchGradients: (play) => {
    play.unwatch();
  },
} satisfies Record<string, Command>;

const turnsLater = fc.integer({ min: 1, max: 40 }).map((count): readonly [string, Command] => [
  `${String(count)} turns`,
  async () => {
    await turns(count);
  },
]);
const named = (commands: Readonly<Record<string, Command>>) =>
  fc.constantFrom(...Object.entries<Command>(commands)).map((entry): readonly [string, Command] => entry);
const command = fc.oneof(named(changes), named(questions));
const atNextEvent = command.map(([name, call]): readonly [string, Command] => [
  `${name} at the next event`,
  (play) => {
    play.atNextEvent(call);
  },
]);
const sequences = fc.array(fc.oneof({ arbitrary: command, weight: 2 }, atNextEvent, turnsLater), {
  minLength: 1,
  maxLength: 25,
});

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

/** What is drawn are functions, so that their names are shown. */
function reporter(details: fc.RunDetails<[boolean, (readonly [string, Command])[]]>): void {
  if (!details.failed) return;
  const [startsFirst, sequence] = details.counterexample ?? [false, []];
  const names = sequence.map(([name]) => name).join(", ");
  throw new Error(`${startsFirst ? "started, " : ""}${names} (seed ${String(details.seed)})`, {
    cause: details.errorInstance,
  });
}

async function turns(count: number): Promise<void> {
  for (let done = 0; done < count; done++) await new Promise((resolve) => setImmediate(resolve));
}

/** A promise that has to be settled some day: in so many turns of the loop, each of which lets timers run too. */
async function settled(promise: Promise<unknown>): Promise<void> {
  const pending = Symbol("pending");
  const turn = () => new Promise<typeof pending>((resolve) => setTimeout(resolve, 0, pending));
  let outcome: unknown = pending;
  for (let count = 0; count < 20_000 && outcome === pending; count++) outcome = await Promise.race([promise, turn()]);
  if (outcome === pending) throw new Error("Something that was asked for never ended.");
}
