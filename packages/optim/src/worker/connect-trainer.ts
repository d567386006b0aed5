/** connectTrainer: the handle on a training in another thread. */
import { checkParts, checkOptions } from "@rensa/core";
import type { ReportError } from "../train/run/event-stream.ts";
import type { Json, TrainingSnapshot } from "../train/snapshot/snapshot.ts";
import { openChannel, type WorkerEndpoint } from "./endpoint.ts";
import type { WaitFor } from "./protocol.ts";
import { ConnectedTrainer, type RemoteTrainer } from "./remote-trainer.ts";

/** What {@link connectTrainer} sends to the other side, and how close the two sides keep. */
export interface ConnectOptions {
  /** What the factory that `serveTrainer` was given makes its trainer from. Default: `null`. */
  readonly options?: Json;
  /** The seed that the factory gets. Default: 0. */
  readonly seed?: number;
  /** A number that the factory gets, such as a trial's. Default: 0. */
  readonly index?: number;
  /** Where the factory's run should go on. Default: a new run. */
  readonly resume?: TrainingSnapshot | null;
  /**
   * At which events the run waits until this side has seen them and has done what it does because of them, so that operators
   * such as `earlyStopping` find the state of that moment and steer before the next step, as in one thread. `epochs`: at the
   * start, at the ends of epochs and validations, which costs nothing to speak of. `steps`: at every event, which costs the
   * way there and back for every step. `nothing`: never; what this side does comes some steps later. Default: `epochs`.
   */
  readonly waitFor?: WaitFor;
  /** Whether the events of steps cross while somebody subscribes. Default: true. */
  readonly steps?: boolean;
  /** Ends the run when it aborts, as `stop` does; its reason is the event's. */
  readonly signal?: AbortSignal;
  /** Told of errors that subscribers throw. Default: `console.error`. */
  readonly onSubscriberError?: ReportError;
}

/**
 * The trainer that a worker serves with `serveTrainer`, as if it were in this thread: the same events, state and control;
 * `controlOf(event)` steers it from here, so operators work as they do in one thread.
 *
 * Events cross as they happen, those of steps only while somebody subscribes; `state` is what the events have told so far.
 * Parameters and snapshots that are read are handed over, not copied.
 *
 * Where the worker ends or throws an error that nobody catches, the last event is `failed` with the code `THREAD_LOST`, calls
 * that wait for an answer reject with it, and the worker is terminated. A worker that lives and never calls `serveTrainer`
 * cannot be told from one that is still loading: then the run waits, until `close`, `disconnect` or the worker's end.
 * In browsers, a worker that somebody terminates is noticed through the Web Locks API, which needs a secure page.
 *
 * @param worker - A `Worker` or `MessagePort` of a browser or of Node.
 * @throws RensaError `TRAINER_STATE` from its methods where they do not suit its status, and `THREAD_LOST` from
 *   those that
 * return promises.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { Dataset } from "@rensa/data";
 * import { dense } from "@rensa/nn";
 * import { meanSquaredError } from "@rensa/ops";
 * import { serveTrainer } from "@rensa/optim";
 * import { connectTrainer } from "@rensa/optim/connect";
 * import { createTrainer, ofType, sgd } from "rensa";
 *
 * const data = Dataset.fromArrays({ inputs: [[1], [2]], targets: [[2], [4]], shape: [1], targetShape: [1] }).batch(2);
 * const config = { model: dense(1, 1), loss: meanSquaredError, optimizer: sgd(0.1), data, epochs: 3 };
 * // With a worker: new Worker(new URL("./train.worker.ts", import.meta.url), { type: "module" })
 * const { port1, port2 } = new MessageChannel();
 * const end = serveTrainer(({ rate }: { rate: number }) => createTrainer({ ...config, optimizer: sgd(rate) }), port2);
 * const trainer = connectTrainer(port1, { options: { rate: 0.1 } });
 * trainer.events$.pipe(ofType("epochCompleted")).subscribe(({ epoch }) => console.log(epoch)); // 1, 2, 3
 * await trainer.start();
 * await trainer.close();
 * end();
 * port1.close();
 * ```
 */
export function connectTrainer(worker: WorkerEndpoint, options: ConnectOptions = {}): RemoteTrainer {
  checkParts("connectTrainer: the worker", worker, "postMessage");
  checkOptions("connectTrainer", options, [
    "options",
    "seed",
    "index",
    "resume",
    "waitFor",
    "steps",
    "signal",
    "onSubscriberError",
  ]);
  return new ConnectedTrainer((listener) => openChannel(worker, listener), {
    order: {
      options: options.options ?? null,
      seed: options.seed ?? 0,
      index: options.index ?? 0,
      resume: options.resume ?? null,
    },
    waitFor: options.waitFor ?? "epochs",
    steps: options.steps ?? true,
    onSubscriberError: options.onSubscriberError ?? console.error,
    signal: options.signal,
  });
}
