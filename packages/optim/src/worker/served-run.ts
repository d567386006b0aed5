/** One connection, on the side of the run. */
import { isUnderWay } from "../train/run/commands.ts";
import type { TrainEvent } from "../train/event.ts";
import type { Trainer } from "../train/trainer.ts";
import type { Subscription } from "rxjs";
import { packError } from "./portable-error.ts";
import type { CallName, Calls, ToClient, ToServer, WaitFor } from "./protocol.ts";
import { servedCalls } from "./served-calls.ts";
import { buffersOf } from "./transfer.ts";

/** Sends a message of this connection. */
export type Send = (message: ToClient, transfer?: ArrayBuffer[]) => void;

/** Any of the calls. */
type Call = (...given: readonly unknown[]) => unknown;

/** Events at which a run waits for the other side. */
const waiting: Readonly<Record<WaitFor, ReadonlySet<TrainEvent["type"]>>> = {
  nothing: new Set(),
  epochs: new Set(["started", "epochStarted", "validated", "epochCompleted"]),
  steps: new Set(["started", "epochStarted", "validated", "epochCompleted", "step", "gradientHealth"]),
};

/** A trainer that another thread steers. */
export class ServedRun {
  readonly #trainer: Trainer;
  readonly #send: Send;
  readonly #waiting: ReadonlySet<TrainEvent["type"]>;
  readonly #calls: Calls;
  readonly #subscription: Subscription;
  #steps = false;
  /** Lets the run go on. */
  #release: (() => void) | null = null;
  #sequence = 0;
  /** The last event that the run waits for. */
  #awaited = 0;

  constructor(trainer: Trainer, waitFor: WaitFor, send: Send) {
    this.#trainer = trainer;
    this.#send = send;
    this.#waiting = waiting[waitFor];
    this.#calls = servedCalls(trainer);
    this.#subscription = trainer.events$.subscribe((event) => {
      this.#tell(event);
    });
  }

  receive(message: ToServer): void {
    if (message.kind === "observe") this.#steps = message.steps;
    else if (message.kind === "seen" && message.sequence >= this.#awaited) this.#letGo();
    else if (message.kind === "call") void this.#answer(message.id, message.name, message.given);
  }

  /** Ends the run, where it is not over. */
  end(reason: string): void {
    this.#subscription.unsubscribe();
    this.#letGo();
    if (isUnderWay(this.#trainer.state)) this.#trainer.stop(reason);
  }

  #letGo(): void {
    this.#release?.();
    this.#release = null;
  }

  #tell(event: TrainEvent): void {
    if (event.type === "step" && !this.#steps) return;
    const sequence = ++this.#sequence;
    const waits = this.#waiting.has(event.type);
    if (waits) {
      this.#awaited = sequence;
      this.#release ??= this.#trainer.hold();
    }
    const { loss, metrics } = this.#trainer.state;
    this.#send({ kind: "event", sequence, event, waits, ...(this.#steps ? {} : { scores: { loss, metrics } }) });
  }

  async #answer(id: number, name: CallName, given: readonly unknown[]): Promise<void> {
    try {
      const value = await (this.#calls[name] as Call)(...given);
      this.#send({ kind: "answer", id, value }, handedOver(name, value));
    } catch (error) {
      this.#send({ kind: "answer", id, error: packError(error) });
    }
  }
}

/** What is read is a copy that nobody else holds; what subscribers keep is theirs, and copied on its way. */
function handedOver(name: CallName, value: unknown): ArrayBuffer[] {
  if (name === "readParameters") return buffersOf((value as Awaited<ReturnType<Calls["readParameters"]>>).values());
  if (name === "snapshot") return buffersOf((value as Awaited<ReturnType<Calls["snapshot"]>>).state.values());
  return [];
}
