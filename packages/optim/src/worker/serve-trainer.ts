/** serveTrainer: lets another thread steer a training of this one. */
import { checkParts, RensaError } from "@rensa/core";
import type { Json, TrainingSnapshot } from "../train/snapshot/snapshot.ts";
import type { Trainer } from "../train/trainer.ts";
import { openChannel, type Channel, type WorkerEndpoint } from "./endpoint.ts";
import { holdLock } from "./lifeline.ts";
import { ownEndpoint } from "./own-endpoint.ts";
import { packError } from "./portable-error.ts";
import {
  isOurs,
  protocolVersion,
  versionMismatch,
  type Addressed,
  type Order,
  type ToClient,
  type ToServer,
} from "./protocol.ts";
import { ServedRun, type Send } from "./served-run.ts";

/** What a factory gets beside its options. */
export interface ServedContext {
  /** As `connectTrainer` says; of a search, the trial's. Default: 0. */
  readonly seed: number;
  /** As `connectTrainer` says; of a search, the trial's number. Default: 0. */
  readonly index: number;
  /** Where the run should go on; `null` for a new one. */
  readonly resume: TrainingSnapshot | null;
}

/** Makes the trainer of a connection from what `connectTrainer` was given. */
export type TrainerFactory<Options = Json> = (options: Options, context: ServedContext) => Trainer | Promise<Trainer>;

/**
 * Lets another thread steer a training of this one: `connectTrainer` there gives the same `Trainer`.
 *
 * With a factory, every connection gets a trainer of its own, made from the options that `connectTrainer` was given. A
 * trainer that is made already is for one connection at a time. When the other side leaves, its run is stopped.
 *
 * @param served - A trainer, or a function that makes one.
 * @param endpoint - Where the other side is. Default: the thread that made this worker, in browsers and in Node.
 * @returns Ends all connections and serves no more.
 * @throws RensaError `ARGUMENT_INVALID` where no endpoint is given and this thread is no worker.
 *
 * @example
 * ```ts
 * import { Dataset } from "@rensa/data";
 * import { dense } from "@rensa/nn";
 * import { meanSquaredError } from "@rensa/ops";
 * import { serveTrainer } from "@rensa/optim";
 * import { connectTrainer } from "@rensa/optim/connect";
 * import { createTrainer, sgd } from "rensa";
 *
 * const data = Dataset.fromArrays({ inputs: [[1], [2]], targets: [[2], [4]], shape: [1], targetShape: [1] }).batch(2);
 * const config = { model: dense(1, 1), loss: meanSquaredError, optimizer: sgd(0.1), data, epochs: 3 };
 * const { port1, port2 } = new MessageChannel(); // In a worker no port is given: it serves the thread that made it.
 * const end = serveTrainer(({ rate }: { rate: number }) => createTrainer({ ...config, optimizer: sgd(rate) }), port2);
 * const trainer = connectTrainer(port1, { options: { rate: 0.1 } });
 * await trainer.start();
 * console.log(trainer.state.status, trainer.state.step); // "finished" 3
 * await trainer.close();
 * end();
 * port1.close();
 * ```
 */
export function serveTrainer<Options = Json>(
  served: Trainer | TrainerFactory<Options>,
  endpoint: WorkerEndpoint = ownEndpoint(),
): () => void {
  if (typeof served !== "function") checkParts("serveTrainer: what is served", served, "start", "events$");
  checkParts("serveTrainer: the endpoint", endpoint, "postMessage");
  const server = new Server(typeof served === "function" ? served : served, endpoint);
  return () => {
    server.close();
  };
}

/** A connection: its run once that is made, and its lock. */
interface Session {
  run: ServedRun | null;
  release: (() => void) | null;
}

class Server {
  readonly #served: Trainer | TrainerFactory<never>;
  readonly #sessions = new Map<string, Session>();
  readonly #channel: Channel;

  constructor(served: Trainer | TrainerFactory<never>, endpoint: WorkerEndpoint) {
    this.#served = served;
    this.#channel = openChannel(endpoint, {
      received: (message) => {
        if (isOurs(message) && message.kind !== "serving") this.#receive(message as Addressed<ToServer>);
      },
      lost: (reason) => {
        this.#endAll(reason);
      },
    });
    // Whoever has asked before this thread listened asks again.
    this.#channel.post({ rensa: "trainer", kind: "serving", version: protocolVersion }, []);
  }

  close(): void {
    this.#endAll("serveTrainer was ended");
    this.#channel.leave();
  }

  #receive(message: Addressed<ToServer>): void {
    const { session } = message;
    const known = this.#sessions.get(session);
    if (message.kind === "hello") {
      if (known === undefined) void this.#begin(message);
    } else if (message.kind === "leave") this.#end(session, "the other side left");
    else known?.run?.receive(message);
  }

  async #begin({
    session: id,
    version,
    order,
    waitFor,
    lock,
  }: Addressed<Extract<ToServer, { kind: "hello" }>>): Promise<void> {
    const send: Send = (message, transfer = []) => {
      const addressed: Addressed<ToClient> = { ...message, rensa: "trainer", session: id };
      this.#channel.post(addressed, transfer);
    };
    const session: Session = { run: null, release: null };
    try {
      if (version !== protocolVersion) throw versionMismatch(version, protocolVersion);
      const isTaken = typeof this.#served !== "function" && this.#sessions.size > 0;
      if (isTaken)
        throw new RensaError("TRAINER_STATE", "serveTrainer: this trainer has a connection already; give a factory.");
      this.#sessions.set(id, session);
      const [trainer, release] = await Promise.all([this.#make(order), holdLock(lock)]);
      if (this.#sessions.get(id) !== session) {
        // The other side has left meanwhile.
        release?.();
        return;
      }
      session.release = release;
      session.run = new ServedRun(trainer, waitFor, send);
      send({ kind: "ready", state: trainer.state, holdsLock: release !== null });
    } catch (error) {
      this.#end(id, "");
      send({ kind: "refused", error: packError(error) });
    }
  }

  async #make({ options, ...context }: Order): Promise<Trainer> {
    // What the options are is the agreement of the two sides.
    return typeof this.#served === "function" ? this.#served(options as never, context) : this.#served;
  }

  #end(id: string, reason: string): void {
    const session = this.#sessions.get(id);
    this.#sessions.delete(id);
    session?.run?.end(reason);
    session?.release?.();
  }

  #endAll(reason: string): void {
    for (const id of [...this.#sessions.keys()]) this.#end(id, reason);
  }
}
