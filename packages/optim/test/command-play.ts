/** A run under test, which remembers what was asked of it, and has to answer all of it. */
import { RensaError } from "@rensa/core";
import { expect } from "vitest";
import type { TrainEvent, Trainer, TrainerStatus } from "../src/index.ts";

export type Command = (play: Play) => void | Promise<void>;

/** A run under test: what was asked of it has to end, in a result or in an error of ours. */
export class Play {
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

export async function turns(count: number): Promise<void> {
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
