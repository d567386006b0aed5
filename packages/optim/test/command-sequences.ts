/** Every command of a trainer, and sequences of them that are drawn. */
import fc from "fast-check";
import type { HostTensor } from "@rensa/core";
import { expect } from "vitest";
import { type Command, turns } from "./command-play.ts";

/** Changes of the status, which are allowed or refused by it. */
export const changes = {
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

const bias: HostTensor = { shape: [1], dtype: "f32", data: Float32Array.of(0.5) };

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

export const sequences = fc.array(fc.oneof({ arbitrary: command, weight: 2 }, atNextEvent, turnsLater), {
  minLength: 1,
  maxLength: 25,
});

/** What is drawn are functions, so that their names are shown. */
export function reporter(details: fc.RunDetails<[boolean, (readonly [string, Command])[]]>): void {
  if (!details.failed) return;
  const [startsFirst, sequence] = details.counterexample ?? [false, []];
  const names = sequence.map(([name]) => name).join(", ");
  throw new Error(`${startsFirst ? "started, " : ""}${names} (seed ${String(details.seed)})`, {
    cause: details.errorInstance,
  });
}
