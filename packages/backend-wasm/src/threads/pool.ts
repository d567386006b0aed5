/** A pool of worker threads that run parts of programs together with the thread that owns the pool. */
import { RensaError } from "@rensa/core";
import { nodeModule } from "../platform.ts";
import { commands, poolWords } from "./control.ts";
import { workerSource } from "./worker-source.ts";

/** A program as workers load it. */
export interface LoadedProgram {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** The names of the exported functions, each of which takes the number of its thread. */
  readonly segments: readonly string[];
}

interface PoolWorker {
  send(message: unknown): void;
  /** Whether the worker keeps the process from ending. */
  hold(holds: boolean): void;
  /** Resolves when the worker has answered. */
  answered(): Promise<void>;
  end(): Promise<void>;
}

/** Worker threads 1, 2, ...; thread 0 is the caller. */
export class ThreadPool {
  readonly threads: number;
  readonly #control = new Int32Array(new SharedArrayBuffer(4 * poolWords.count));
  #workers: readonly PoolWorker[] | null = null;
  #serving = false;
  #failure: RensaError | null = null;
  #nextId = 0;
  #loading: Promise<void> = Promise.resolve();
  /** Programs that nothing refers to any more: workers forget them when they load the next. */
  readonly #dropped: number[] = [];
  readonly #registry = new FinalizationRegistry<number>((id) => this.#dropped.push(id));

  constructor(threads: number) {
    this.threads = threads;
  }

  /** Loads a program into all workers. It is forgotten when `owner` is. */
  async load(program: LoadedProgram, owner: object): Promise<number> {
    const id = this.#nextId++;
    this.#registry.register(owner, id);
    const loaded = this.#loading.then(() => this.#load(program, id));
    this.#loading = loaded.catch(() => undefined);
    await loaded;
    return id;
  }

  /** Lets the workers run a segment of a program. The caller runs its own part, which ends with a barrier. */
  start(id: number, segment: number): void {
    if (this.#failure !== null) throw this.#failure;
    const control = this.#control;
    Atomics.store(control, poolWords.program, id);
    Atomics.store(control, poolWords.segment, segment);
    this.#command(commands.run);
  }

  /** A thread did not come back from a barrier: nothing more can be run. */
  lost(): RensaError {
    this.#failure ??= threadLost("a thread did not reach the end of a kernel", undefined);
    return this.#failure;
  }

  /** Ends the workers. Programs that need them refuse to run from then on. */
  async close(): Promise<void> {
    this.#failure ??= threadLost("the backend was closed", undefined);
    const workers = this.#workers ?? [];
    this.#workers = [];
    await Promise.all(workers.map((worker) => worker.end()));
  }

  async #load(program: LoadedProgram, id: number): Promise<void> {
    if (this.#failure !== null) throw this.#failure;
    this.#workers ??= Array.from({ length: this.threads - 1 }, () => this.#spawn());
    const workers = this.#workers;
    // While they load, they keep the process going; while they wait, they must not.
    for (const worker of workers) worker.hold(true);
    const answers = workers.map((worker) => worker.answered());
    const drop = this.#dropped.splice(0);
    workers.forEach((worker, position) => {
      worker.send({ ...program, id, control: this.#control, thread: position + 1, drop });
    });
    if (this.#serving) this.#command(commands.listen);
    this.#serving = true;
    try {
      await Promise.all(answers);
    } finally {
      for (const worker of workers) worker.hold(false);
    }
  }

  #command(command: number): void {
    const control = this.#control;
    Atomics.store(control, poolWords.command, command);
    Atomics.add(control, poolWords.go, 1);
    if (Atomics.load(control, poolWords.sleeping) > 0) Atomics.notify(control, poolWords.go);
  }

  #spawn(): PoolWorker {
    let answer: () => void = () => undefined;
    let refuse: (error: RensaError) => void = () => undefined;
    const fail = (reason: string, cause: unknown): void => {
      this.#failure ??= threadLost(reason, cause);
      refuse(this.#failure);
    };
    const answered = (): Promise<void> =>
      new Promise((resolve, reject) => {
        if (this.#failure !== null) reject(this.#failure);
        answer = resolve;
        refuse = reject;
      });
    const threads = nodeModule("node:worker_threads");
    if (threads !== undefined) {
      // It needs nothing of what the process was started with: no loaders, no inspectors.
      const worker = new threads.Worker(workerSource, { eval: true, execArgv: [], env: {} });
      worker.on("message", () => answer());
      worker.on("error", (error) => {
        fail(error instanceof Error ? error.message : String(error), error);
      });
      worker.on("exit", () => {
        fail("a worker thread ended", undefined);
      });
      return {
        send: (message) => worker.postMessage(message),
        hold: (holds) => {
          if (holds) worker.ref();
          else worker.unref();
        },
        answered,
        end: async () => {
          await worker.terminate();
        },
      };
    }
    const worker = new Worker(URL.createObjectURL(new Blob([workerSource], { type: "text/javascript" })));
    worker.onmessage = () => answer();
    worker.onerror = (event) => {
      fail(event.message, event);
    };
    return {
      send: (message) => worker.postMessage(message),
      hold: () => undefined,
      answered,
      end: () => Promise.resolve(worker.terminate()),
    };
  }
}

function threadLost(reason: string, cause: unknown): RensaError {
  const sentence = `A worker thread was lost (${reason}); compile the program again to go on, or use { threads: 1 }.`;
  return new RensaError("THREAD_LOST", sentence, { cause });
}
