/** In a worker: what leads to the thread that made it. */
import { RensaError } from "@rensa/core";
import type { NodeEndpoint, WebEndpoint, WorkerEndpoint } from "./endpoint.ts";

/**
 * The way out of this worker.
 *
 * @throws RensaError `ARGUMENT_INVALID` where this thread is no worker.
 */
export function ownEndpoint(): WorkerEndpoint {
  const scope = globalThis as {
    // Node's modules are asked for by name, so that no bundler looks for them.
    readonly process?: { getBuiltinModule?(name: string): unknown };
    readonly document?: unknown;
    readonly postMessage?: unknown;
  };
  const threads = scope.process?.getBuiltinModule?.("node:worker_threads") as
    { readonly parentPort: NodeEndpoint | null } | undefined;
  const port = threads?.parentPort ?? null;
  if (port !== null) return port;
  if (threads === undefined && scope.document === undefined && typeof scope.postMessage === "function") {
    return globalThis as typeof globalThis & WebEndpoint;
  }
  throw new RensaError(
    "ARGUMENT_INVALID",
    "serveTrainer: this thread is no worker; call it in a worker's script, or give it a port.",
  );
}
