/** One connection, on the side that steers: the handshake, calls with their answers, and how it ends. */
import { RensaError } from "@rensa/core";
import { nextTask } from "@rensa/core/compiler";
import type { TrainerState } from "../train/trainer-state.ts";
import type { Channel, OpenChannel } from "./endpoint.ts";
import { whenFree } from "./lifeline.ts";
import { packError, unpackError } from "./portable-error.ts";
import {
  isOurs,
  protocolVersion,
  versionMismatch,
  type Addressed,
  type CallName,
  type Calls,
  type Order,
  type ToClient,
  type ToServer,
  type WaitFor,
} from "./protocol.ts";
import { Requests } from "./requests.ts";

type EventMessage = Extract<ToClient, { kind: "event" }>;

/** What is told of a connection. */
export interface ConnectionListener {
  readonly ready: (state: TrainerState) => void;
  readonly event: (event: EventMessage["event"], scores: EventMessage["scores"]) => void;
  /** It is over, through no wish of this side. Called once at most. */
  readonly lost: (error: Error) => void;
}

/** A connection with a trainer in another thread. */
export class Connection {
  readonly #listener: ConnectionListener;
  readonly #session = Array.from(crypto.getRandomValues(new Uint32Array(4)), (word) => word.toString(36)).join("-");
  readonly #requests = new Requests();
  readonly #channel: Channel;
  readonly #lifeline = new AbortController();
  readonly #hello: ToServer;
  #isReady = false;
  /** What is sent once the other side is ready. */
  #queue: ToServer[] = [];
  #end: Error | null = null;

  constructor(open: OpenChannel, order: Order, waitFor: WaitFor, listener: ConnectionListener) {
    this.#listener = listener;
    this.#hello = { kind: "hello", version: protocolVersion, waitFor, order, lock: `rensa ${this.#session}` };
    this.#channel = open({
      received: (message) => {
        this.#receive(message);
      },
      lost: (reason, cause) => {
        this.#lose(this.#lostThread(reason, cause));
        // After an error that nobody caught, a browser's worker would go on, but nobody knows in what state.
        void this.#channel.terminate();
      },
    });
    try {
      this.#post(this.#hello);
    } catch (error) {
      this.#channel.leave();
      const reason = error instanceof Error ? error.message : String(error);
      throw new RensaError("ARGUMENT_INVALID", `connectTrainer: its options cannot be sent to a worker: ${reason}`, {
        cause: error,
      });
    }
  }

  /** Calls the other side. Rejects as the call does there, and with `THREAD_LOST`. */
  async call<Name extends CallName>(
    name: Name,
    ...given: Parameters<Calls[Name]>
  ): Promise<Awaited<ReturnType<Calls[Name]>>> {
    if (this.#end !== null) throw this.#end;
    const { id, answer } = this.#requests.add(name !== "start");
    this.send({ kind: "call", id, name, given });
    return (await answer) as Awaited<ReturnType<Calls[Name]>>;
  }

  /** Sends something that has no answer. */
  send(message: ToServer): void {
    if (this.#end !== null) return;
    if (this.#isReady) this.#postSafely(message);
    else this.#queue.push(message);
  }

  /** Ends the connection; the other side stops its run. */
  leave(): void {
    if (this.#end !== null) return;
    this.#post({ kind: "leave" });
    this.#close(new RensaError("TRAINER_STATE", "The connection with this trainer was ended by close or disconnect."));
  }

  /** Ends the worker, where the other side is one. */
  async terminate(): Promise<void> {
    await this.#channel.terminate();
  }

  #receive(message: unknown): void {
    if (this.#end !== null || !isOurs(message)) return;
    if (message.kind === "serving") {
      if (message.version !== protocolVersion) this.#lose(versionMismatch(protocolVersion, message.version));
      else if (!this.#isReady) this.#post(this.#hello);
    } else if (message.session === this.#session) this.#take(message as Addressed<ToClient>);
  }

  #take(message: ToClient): void {
    if (message.kind === "answer") this.#requests.settle(message.id, message);
    else if (message.kind === "refused") this.#lose(unpackError(message.error));
    else if (message.kind === "ready") this.#begin(message);
    else {
      this.#listener.event(message.event, message.scores);
      if (message.waits) void this.#acknowledge(message.sequence);
    }
  }

  #begin({ state, holdsLock }: Extract<ToClient, { kind: "ready" }>): void {
    this.#isReady = true;
    this.#listener.ready(state);
    if (holdsLock) {
      whenFree(`rensa ${this.#session}`, this.#lifeline.signal, () => {
        this.#lose(this.#lostThread("it was terminated", undefined));
      });
    }
    const queue = this.#queue;
    this.#queue = [];
    for (const message of queue) this.#postSafely(message);
  }

  /** Lets the run go on once everything is done that subscribers do because of an event, calls and their answers included. */
  async #acknowledge(sequence: number): Promise<void> {
    await nextTask();
    while (!this.#requests.isIdle) {
      await this.#requests.whenIdle();
      await nextTask();
    }
    this.send({ kind: "seen", sequence });
  }

  /** Rejects a call whose arguments cannot be sent. */
  #postSafely(message: ToServer): void {
    try {
      this.#post(message);
    } catch (error) {
      if (message.kind !== "call") throw error;
      this.#requests.settle(message.id, { error: packError(error) });
    }
  }

  #post(message: ToServer): void {
    const addressed: Addressed<ToServer> = { ...message, rensa: "trainer", session: this.#session };
    // What is sent is still held here, so it is copied.
    this.#channel.post(addressed, []);
  }

  #lose(error: Error): void {
    if (this.#end !== null) return;
    this.#close(error);
    this.#listener.lost(error);
  }

  #close(error: Error): void {
    this.#end = error;
    this.#queue = [];
    this.#lifeline.abort();
    this.#channel.leave();
    this.#requests.rejectAll(error);
  }

  #lostThread(reason: string, cause: unknown): RensaError {
    const hint = this.#isReady
      ? "go on from the last checkpoint in a new worker"
      : "it had not called serveTrainer yet; see that its script can be loaded and calls it";
    return new RensaError("THREAD_LOST", `connectTrainer: the worker of this training was lost: ${reason}; ${hint}.`, {
      cause,
    });
  }
}
