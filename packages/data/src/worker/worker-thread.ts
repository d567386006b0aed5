/** Starts workers, in Node and in browsers, and speaks with them. */
import { RensaError } from "@rensa/core";
import { serve } from "./serve.ts";
import type { Port } from "./protocol.ts";

/** The parts of a worker, of Node or of a browser, that are used. */
export interface WorkerThread {
  post(message: unknown): void;
  /** Hears what it sends, and how it ended. */
  listen(hear: (message: unknown) => void, lost: (reason: string) => void): void;
  /** Whether the process is kept alive for it; browsers have no such thing. */
  hold(held: boolean): void;
  terminate(): void;
}

/** What Node's workers have. Node's modules are asked for by name, so that no bundler looks for them. */
interface NodeThreads {
  readonly Worker: new (source: string, options: { readonly eval: true }) => NodeWorker;
  readonly parentPort: NodePort | null;
}

interface NodePort {
  postMessage(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  on(event: "message", listener: (value: unknown) => void): void;
}

interface NodeWorker {
  postMessage(message: unknown): void;
  on(event: "message" | "error" | "exit", listener: (value: unknown) => void): void;
  ref(): void;
  unref(): void;
  terminate(): Promise<number>;
}

function nodeThreads(): NodeThreads | undefined {
  const { process } = globalThis as { readonly process?: { getBuiltinModule?(name: string): unknown } };
  return process?.getBuiltinModule?.("node:worker_threads") as NodeThreads | undefined;
}

/** Some compilers name functions through a helper, which a function that is sent as text does not take along. */
const helpers = "var __name = (value) => value;";

const load = `async ({ module, exported, argument }) => {
  const found = await import(module);
  if (typeof found[exported] !== "function") throw new Error(module + " exports no function " + exported + ".");
  return found[exported](argument);
}`;

const nodeSource = `${helpers}
const { parentPort } = process.getBuiltinModule("node:worker_threads");
(SERVE)({
  post: (message, transfer) => parentPort.postMessage(message, transfer),
  listen: (hear) => parentPort.on("message", hear),
}, ${load});`;

const webSource = `${helpers}
(SERVE)({
  post: (message, transfer) => self.postMessage(message, transfer),
  listen: (hear) => { self.onmessage = ({ data }) => hear(data); },
}, ${load});`;

/** A worker that loads a module and serves what its factory makes. */
export function startWorker(): WorkerThread {
  const threads = nodeThreads();
  const text = serve.toString();
  if (threads !== undefined)
    return nodeWorker(
      new threads.Worker(
        nodeSource.replace("SERVE", () => text),
        { eval: true },
      ),
    );
  const url = URL.createObjectURL(new Blob([webSource.replace("SERVE", () => text)], { type: "text/javascript" }));
  try {
    return webWorker(new Worker(url, { type: "module" }));
  } finally {
    // The worker has its script once it has started; the address must live until then.
    setTimeout(() => {
      URL.revokeObjectURL(url);
    }, 60_000);
  }
}

/** A worker of the user's, which calls `serveBatches`. */
export function adoptWorker(worker: unknown): WorkerThread {
  const { on, postMessage } = Object(worker) as { on?: unknown; postMessage?: unknown };
  if (typeof postMessage !== "function") {
    throw new RensaError(
      "ARGUMENT_INVALID",
      "prefetchInWorker: the function returned no worker; return `new Worker(...)`.",
    );
  }
  return typeof on === "function" ? nodeWorker(worker as NodeWorker) : webWorker(worker as Worker);
}

function nodeWorker(worker: NodeWorker): WorkerThread {
  return {
    post: (message) => {
      worker.postMessage(message);
    },
    listen: (hear, lost) => {
      worker.on("message", hear);
      worker.on("error", (error) => {
        lost(error instanceof Error ? error.message : String(error));
      });
      worker.on("exit", (code) => {
        lost(`it ended with code ${String(code)}`);
      });
    },
    hold: (held) => {
      if (held) worker.ref();
      else worker.unref();
    },
    terminate: () => {
      void worker.terminate();
    },
  };
}

function webWorker(worker: Worker): WorkerThread {
  return {
    post: (message) => {
      worker.postMessage(message);
    },
    listen: (hear, lost) => {
      worker.addEventListener("message", ({ data }) => {
        hear(data);
      });
      worker.addEventListener("error", ({ message }) => {
        lost(message === "" ? "its script could not be loaded" : message);
      });
    },
    hold: () => undefined,
    terminate: () => {
      worker.terminate();
    },
  };
}

/** The port of the thread that this runs in, which must be a worker. */
export function ownPort(): Port {
  const parent = nodeThreads()?.parentPort;
  if (parent !== undefined && parent !== null) {
    return {
      post: (message, transfer) => {
        parent.postMessage(message, transfer);
      },
      listen: (hear) => {
        parent.on("message", hear);
      },
    };
  }
  const scope = globalThis as { readonly document?: unknown; readonly postMessage?: unknown };
  if (typeof scope.postMessage !== "function" || scope.document !== undefined) {
    throw new RensaError("ARGUMENT_INVALID", "serveBatches is for workers; call it in the module that a worker runs.");
  }
  return {
    post: (message, transfer) => {
      globalThis.postMessage(message, { transfer: [...transfer] });
    },
    listen: (hear) => {
      globalThis.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
        hear(data);
      });
    },
  };
}
