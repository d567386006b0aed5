/** Runs of a program that leave a page free: all threads are workers, on the memory that the page reads and writes. */
import type { RensaError } from "@rensa/core";
import type { Prepared } from "@rensa/core/compiler";
import type { PooledProgram, ThreadPool } from "./pool.ts";
import type { RunPlace } from "./run-place.ts";
import type { LoadedProgram } from "./worker-source.ts";

/** Memory that remembers why nothing in it can be relied on: a thread was lost in the middle of a run. */
export interface LosableMemory {
  lost: RensaError | null;
}

/**
 * How a page runs a program of one segment: by itself, which is `alone`, and by workers, started when it first does. Where
 * the page may have either, `place` says which.
 */
export function runInWorkers(
  pool: () => Promise<ThreadPool>,
  program: LoadedProgram,
  alone: () => void,
  place: RunPlace,
  memory: LosableMemory,
): Required<Pick<Prepared, "run" | "runAsync">> {
  let loading: Promise<PooledProgram> | null = null;
  const load = async (): Promise<PooledProgram> => {
    try {
      loading ??= (await pool()).load(program);
      return await loading;
    } catch (error) {
      loading = null;
      throw error;
    }
  };
  return {
    run: () => {
      if (memory.lost !== null) throw memory.lost;
      alone();
    },
    runAsync: async () => {
      if (memory.lost !== null) throw memory.lost;
      const start = performance.now();
      if (place.isPage) {
        alone();
        place.took(performance.now() - start);
        return;
      }
      const pooled = await load();
      try {
        await (await pool()).run(pooled, 0);
      } catch (error) {
        // Its values are neither old nor new.
        memory.lost = error as RensaError;
        throw error;
      }
      place.took(performance.now() - start);
    },
  };
}
