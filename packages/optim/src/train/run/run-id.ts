/** The name of a run. */
import type { TrainConfig } from "../config.ts";

/** The name that a configuration gives its run. */
export function runIdOf({ runId, seed = 0 }: Pick<TrainConfig, "runId" | "seed">): string {
  return runId ?? `run-${String(seed)}`;
}
