/** The threads of a backend, whose code is loaded where they are first needed: many a page never does. */
import type { ThreadPool } from "./pool.ts";

/** Loads what threads need. */
export const threadSupport = () => import("./thread-support.ts");

/** Threads, once they are needed. */
export type LaterPool = () => Promise<ThreadPool>;

/** The threads of a backend: a pool for each number of them that a program has. */
export class Pools {
  readonly #ownerWaits: boolean;
  readonly #pools = new Map<number, Promise<ThreadPool>>();
  #isClosed = false;

  constructor(ownerWaits: boolean) {
    this.#ownerWaits = ownerWaits;
  }

  of(threads: number): LaterPool {
    return () => {
      const pool = this.#pools.get(threads) ?? this.#load(threads);
      this.#pools.set(threads, pool);
      return pool;
    };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#pools.values()].map(async (pool) => (await pool).close()));
  }

  async #load(threads: number): Promise<ThreadPool> {
    const { ThreadPool } = await threadSupport();
    const pool = new ThreadPool(threads, { ownerWaits: this.#ownerWaits });
    // Whoever asks for threads after the end is refused as those are who had some.
    if (this.#isClosed) await pool.close();
    return pool;
  }
}
