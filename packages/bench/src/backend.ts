/** The one place that says which backend is measured. */
import { jsBackend } from "@rensa/backend-js";
import { wasmBackend } from "@rensa/backend-wasm";
import type { Backend } from "@rensa/core";

/** The names that `--backend` takes; the first is the default. */
export const backendNames = ["wasm", "js"] as const;

/** A backend's name. */
export type BackendName = (typeof backendNames)[number];

/** Makes backends, one for each number of threads, and ends them. */
export class Backends {
  readonly #name: BackendName;
  readonly #made = new Map<number, Backend & { close?(): Promise<void> }>();

  constructor(name: BackendName) {
    this.#name = name;
  }

  /** The backend with so many threads; one that has no threads has 1. */
  get(threads: number): Backend {
    const backend = this.#made.get(threads) ?? (this.#name === "wasm" ? wasmBackend({ threads }) : jsBackend());
    this.#made.set(threads, backend);
    return backend;
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    for (const backend of this.#made.values()) await backend.close?.();
    this.#made.clear();
  }
}
