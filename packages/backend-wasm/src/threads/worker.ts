/** Workers of Node and of browsers, as one. */
import { nodeModule, type NodeModules } from "../platform.ts";
import { workerSource, type LoadMessage, type WorkerAnswer } from "./worker-source.ts";

/** A worker, seen from the thread that made it. */
export interface PoolWorker {
  send(message: LoadMessage): void;
  /** Whether the worker keeps the process from ending. */
  hold(holds: boolean): void;
  end(): Promise<void>;
}

/** What is done with what a worker says. */
export interface WorkerListener {
  readonly answered: (answer: WorkerAnswer) => void;
  /** It works no more. */
  readonly failed: (reason: string, cause: unknown) => void;
}

/** Starts a worker. One that is watched is known to be lost even where another thread ended it. */
export function startWorker(listener: WorkerListener, watched: boolean): PoolWorker {
  const threads = nodeModule("node:worker_threads");
  return threads === undefined ? browserWorker(listener, watched) : nodeWorker(threads, listener);
}

function nodeWorker({ Worker }: NodeModules["node:worker_threads"], { answered, failed }: WorkerListener): PoolWorker {
  // It needs nothing of what the process was started with: no loaders, no inspectors.
  const worker = new Worker(workerSource, { eval: true, execArgv: [], env: {} });
  worker.on("message", (answer) => {
    answered(answer as WorkerAnswer);
  });
  worker.on("error", (error) => {
    failed(error instanceof Error ? error.message : String(error), error);
  });
  worker.on("exit", () => {
    failed("a worker thread ended", undefined);
  });
  return {
    send: (message) => worker.postMessage(message),
    hold: (holds) => {
      if (holds) worker.ref();
      else worker.unref();
    },
    end: async () => {
      await worker.terminate();
    },
  };
}

function browserWorker({ answered, failed }: WorkerListener, watched: boolean): PoolWorker {
  const address = URL.createObjectURL(new Blob([workerSource], { type: "text/javascript" }));
  const worker = new Worker(address);
  // A page that may share memory is a secure one, and so has locks.
  const lock = watched ? `rensa ${crypto.randomUUID()}` : undefined;
  const watch = new AbortController();
  let isNew = true;
  worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => {
    if (isNew) {
      isNew = false;
      URL.revokeObjectURL(address);
      // By now the worker has it.
      if (lock !== undefined) whenFree(lock, watch.signal, () => failed("a worker thread ended", undefined));
    }
    answered(data);
  };
  worker.onerror = (event) => {
    failed(event.message || "it could not be started: a page must allow blob: as a source of workers", event);
  };
  return {
    send: (message) => {
      worker.postMessage({ ...message, lock });
    },
    hold: () => undefined,
    end: () => {
      watch.abort();
      return Promise.resolve(worker.terminate());
    },
  };
}

function whenFree(lock: string, signal: AbortSignal, action: () => void): void {
  navigator.locks.request(lock, { signal }, action).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
