/** The other thread of a remote backend, as this one sees it: what it is asked for, what it answers, how it ends. */
import type { Worker } from "node:worker_threads";
import { RensaError, type TypedArray } from "@rensa/core";
import { HostCalls } from "./host-calls.ts";
import type { Answer, Posted, Request } from "./protocol.ts";
import { startThread } from "./start-thread.ts";

/** Who waits for an answer. */
interface Waiting {
  readonly resolve: (arrays: readonly TypedArray[]) => void;
  readonly reject: (error: unknown) => void;
}

/** A thread that does what it is asked for in order. While nobody waits for it, it does not keep the process alive. */
export class RemoteThread {
  readonly hosts = new HostCalls();
  readonly #delay: number;
  /** `null` until it is needed. */
  #worker: Worker | null = null;
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;
  #failure: RensaError | null = null;

  constructor(delay: number) {
    this.#delay = delay;
  }

  /** Asks for something, and resolves when that is done. */
  async ask(request: Request, transfer: readonly TypedArray[] = []): Promise<readonly TypedArray[]> {
    if (this.#failure !== null) throw this.#failure;
    const id = this.#asked++;
    const answer = new Promise<readonly TypedArray[]>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
    });
    this.#post({ id, request }, transfer).ref();
    return answer;
  }

  /**
   * Asks for something that nobody waits for.
   *
   * @throws RensaError `THREAD_LOST`
   */
  tell(request: Request, transfer: readonly TypedArray[] = []): void {
    if (this.#failure !== null) throw this.#failure;
    this.#post({ id: null, request }, transfer);
  }

  /** {@link RemoteThread.tell}, where the thread has something to forget. */
  forget(request: Request): void {
    if (this.#failure === null && this.#worker !== null) this.tell(request);
  }

  /** Ends the thread. What is under way is not done any more. */
  async end(): Promise<void> {
    this.#lose("the backend was closed");
    await this.#worker?.terminate();
  }

  #post(posted: Posted, transfer: readonly TypedArray[]): Worker {
    const worker = (this.#worker ??= this.#start());
    // They were allocated for this, so that none is shared.
    worker.postMessage(
      posted,
      transfer.map(({ buffer }) => buffer as ArrayBuffer),
    );
    return worker;
  }

  #start(): Worker {
    const { signal, port } = this.hosts;
    const worker = startThread({ delay: this.#delay, signal, port });
    worker.unref();
    worker.on("message", (answer: Answer) => {
      this.#hear(answer);
    });
    worker.on("error", (error) => {
      this.#lose(error instanceof Error ? error.message : String(error), error);
    });
    worker.on("exit", (code) => {
      this.#lose(`it ended with code ${String(code)}`);
    });
    return worker;
  }

  #hear(answer: Answer): void {
    if (answer.kind === "host") {
      this.hosts.serve(answer);
      return;
    }
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (this.#waiting.size === 0) this.#worker?.unref();
    if (answer.kind === "done") waiting?.resolve(answer.arrays);
    else if (answer.kind === "hostFailed") waiting?.reject(this.hosts.thrown);
    else waiting?.reject(new RensaError(answer.code, answer.sentence));
  }

  /** Refuses everything from now on. The first reason stays. */
  #lose(reason: string, cause?: unknown): void {
    const sentence = `remoteBackend: its thread was lost (${reason}); make another backend, with stores and programs of its own.`;
    this.#failure ??= new RensaError("THREAD_LOST", sentence, { cause });
    for (const { reject } of this.#waiting.values()) reject(this.#failure);
    this.#waiting.clear();
    this.#worker?.unref();
  }
}
