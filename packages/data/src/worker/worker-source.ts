/** This side of a worker: asks for passes, and hands out what arrives in order. */
import { isTyped, mapTree, RensaError, type TensorType } from "@rensa/core";
import type { Batch, EpochOptions } from "../batch-source.ts";
import { checkStart } from "../dataset-batches.ts";
import { epochRandom } from "../random.ts";
import type { Answer, Request, SentError, SentTensor } from "./protocol.ts";
import type { WorkerThread } from "./worker-thread.ts";

type Arrival = Extract<Answer, { readonly id: number }> | { readonly type: "lost"; readonly error: Error };

/** What has arrived for one pass, and who waits for it. */
interface Inbox {
  readonly arrived: Arrival[];
  wake: () => void;
}

/** The batches of a worker. */
export class WorkerSource {
  readonly #worker: WorkerThread;
  readonly #ahead: number;
  readonly #signal: AbortSignal | undefined;
  readonly #inboxes = new Map<number, Inbox>();
  #made: Extract<Answer, { readonly type: "ready" }> | undefined;
  #lost: Error | undefined;
  #passes = 0;
  #answer: (answer: Answer | Error) => void = () => undefined;

  constructor(worker: WorkerThread, ahead: number, signal: AbortSignal | undefined) {
    this.#worker = worker;
    this.#ahead = ahead;
    this.#signal = signal;
    worker.listen(
      (message) => {
        this.#hear(message as Answer);
      },
      (reason) => {
        this.#lose(new RensaError("DATA_SOURCE_FAILED", `prefetchInWorker: the worker was lost: ${reason}.`));
      },
    );
    signal?.addEventListener("abort", this.#abort, { once: true });
  }

  get inputs(): unknown {
    return this.#made?.inputs;
  }

  get targets(): unknown {
    return this.#made?.targets;
  }

  get batchesPerEpoch(): number {
    return this.#made?.batchesPerEpoch ?? 0;
  }

  get examplesPerEpoch(): number {
    return this.#made?.examplesPerEpoch ?? 0;
  }

  /** Has the source made; its types are known afterwards. */
  async prepare(request: Request): Promise<void> {
    const answered = new Promise<Answer | Error>((resolve) => {
      this.#answer = resolve;
    });
    this.#worker.post(request);
    const answer = await answered;
    if (answer instanceof Error) throw answer;
    if (answer.type !== "ready") {
      this.close();
      throw received(answer.type === "refused" ? answer.error : { message: "it answered out of turn" });
    }
    this.#made = answer;
    this.#worker.hold(false);
  }

  batches(options: EpochOptions): AsyncIterable<Batch<never, never>> {
    epochRandom("batches", options.seed, options.epoch);
    checkStart(options.start ?? 0, this.batchesPerEpoch);
    return { [Symbol.asyncIterator]: () => this.#pass(options) };
  }

  close(): void {
    this.#signal?.removeEventListener("abort", this.#abort);
    this.#lose(new RensaError("DATA_SOURCE_FAILED", "prefetchInWorker: the worker was closed."));
    this.#worker.terminate();
  }

  async *#pass(options: EpochOptions): AsyncGenerator<Batch<never, never>, undefined> {
    if (this.#lost !== undefined) throw this.#lost;
    const id = this.#passes++;
    const inbox: Inbox = { arrived: [], wake: () => undefined };
    this.#inboxes.set(id, inbox);
    this.#worker.hold(true);
    this.#post({ type: "pass", id, options, ahead: this.#ahead });
    let ended = false;
    try {
      for (;;) {
        const arrival = inbox.arrived.shift();
        if (arrival === undefined) {
          await new Promise<void>((resolve) => {
            inbox.wake = resolve;
          });
          continue;
        }
        ended = arrival.type !== "batch";
        if (arrival.type === "end") return undefined;
        if (arrival.type === "failed") throw received(arrival.error);
        if (arrival.type === "lost") throw arrival.error;
        yield this.#batch(arrival.tensors);
        // The batch has been used, so another one may be on its way.
        this.#post({ type: "more", id });
      }
    } finally {
      this.#inboxes.delete(id);
      if (!ended) this.#post({ type: "cancel", id });
      if (this.#inboxes.size === 0) this.#worker.hold(false);
    }
  }

  #post(request: Request): void {
    if (this.#lost === undefined) this.#worker.post(request);
  }

  #batch(tensors: readonly SentTensor[]): Batch<never, never> {
    let next = 0;
    const placed = (tree: unknown): never =>
      mapTree<TensorType, never>(tree, isTyped, (type) => tensors[next++] ?? type);
    return { inputs: placed(this.inputs), targets: placed(this.targets) };
  }

  readonly #abort = (): void => {
    const reason: unknown = this.#signal?.reason;
    this.#lose(reason instanceof Error ? reason : new Error(String(reason)));
    this.#worker.terminate();
  };

  #hear(answer: Answer): void {
    if (!("id" in answer)) {
      this.#answer(answer);
      return;
    }
    const inbox = this.#inboxes.get(answer.id);
    inbox?.arrived.push(answer);
    inbox?.wake();
  }

  #lose(error: Error): void {
    if (this.#lost !== undefined) return;
    this.#lost = error;
    this.#answer(error);
    for (const inbox of this.#inboxes.values()) {
      inbox.arrived.push({ type: "lost", error });
      inbox.wake();
    }
  }
}

function received({ code, message }: SentError): RensaError {
  return code === undefined
    ? new RensaError("DATA_SOURCE_FAILED", `prefetchInWorker, in the worker: ${message}`)
    : new RensaError(code, message);
}
