/** What the engine offers to the thread that asks. */
import type { Environment } from "./report.ts";

/** The environment of this thread. */
export function environment(): Environment {
  const { document } = globalThis as { readonly document?: unknown };
  return { crossOriginIsolated: globalThis.crossOriginIsolated, hasDocument: document !== undefined };
}
