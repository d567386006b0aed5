/** Workers of Node and of browsers, as one. */
import { giveNotice } from "@rensa/core/compiler";
import { nodeModule, type NodeModules } from "../platform.ts";
import { workerSource, type LoadMessage, type WorkerAnswer } from "./worker-source.ts";

/** A worker, seen from the thread that made it. */
export interface PoolWorker {
  send(message: LoadMessage): void;
  /** Whether the worker keeps the process from ending. */
  hold(holds: boolean): void;
  end(): Promise<void>;
  /** False once it is known to have ended: also to a thread that waits, and so hears no events. */
  isAlive(): boolean;
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

let allowed: Promise<boolean> | undefined;

/**
 * Whether workers may be started here. A page's policy can refuse them, which only starting one tells; it is tried once,
 * and there is one notice on the console where they are refused.
 */
export function mayStartWorkers(): Promise<boolean> {
  return (allowed ??= nodeModule("node:worker_threads") === undefined ? tryWorker() : Promise.resolve(true));
}

async function tryWorker(): Promise<boolean> {
  const address = addressOf("postMessage(0)");
  const starts = await new Promise<boolean>((resolve) => {
    try {
      const worker = new Worker(address);
      worker.onmessage = () => {
        worker.terminate();
        resolve(true);
      };
      worker.onerror = () => resolve(false);
    } catch {
      resolve(false);
    }
  });
  URL.revokeObjectURL(address);
  if (!starts) giveNotice("Rensa: programs run in one thread; for more, the page's policy must have worker-src blob:.");
  return starts;
}

function addressOf(source: string): string {
  return URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
}

function nodeWorker(threads: NodeModules["node:worker_threads"], { answered, failed }: WorkerListener): PoolWorker {
  const { Worker, MessageChannel } = threads;
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
  // A worker that ends, however it does, leaves its side of a channel, and the other side is closed.
  const { port1: ours, port2: theirs } = new MessageChannel();
  ours.unref();
  worker.postMessage({ held: theirs }, [theirs]);
  return {
    send: (message) => worker.postMessage(message),
    isAlive: () => {
      threads.receiveMessageOnPort(ours);
      return isOpen(ours);
    },
    hold: (holds) => {
      if (holds) worker.ref();
      else worker.unref();
    },
    end: async () => {
      await worker.terminate();
    },
  };
}

/** True for a port that could be given away: a closed one is refused before anything else is looked at. */
function isOpen(port: unknown): boolean {
  let isAsked = false;
  const probe = {
    get value(): never {
      isAsked = true;
      throw new TypeError("This is never sent.");
    },
  };
  try {
    structuredClone(probe, { transfer: [port as Transferable] });
  } catch {
    return isAsked;
  }
  return isAsked;
}

function browserWorker({ answered, failed }: WorkerListener, watched: boolean): PoolWorker {
  const address = addressOf(workerSource);
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
    // A page is told by a lock. Another worker cannot know while it waits: it gives up when its patience is over.
    isAlive: () => true,
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
