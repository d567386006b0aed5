/** Kernels and memory of a traced model, without anything that could run them. */
import { compile, type Pass, type ProgramStages, type Traced } from "@rensa/core";
import { planningBackend, standardPasses } from "@rensa/core/compiler";
import { algebra } from "@rensa/ops";

const planning = planningBackend();

/** The stages of a program as it would be compiled. */
export async function planOptimized(
  traced: Traced<unknown, unknown>,
  passes: readonly Pass[] = standardPasses(algebra),
): Promise<ProgramStages> {
  return (await compile(traced, { backend: planning, passes })).stages;
}

/** The stages of a program as it was written: one kernel for each value that is not a view. */
export async function planAsWritten(traced: Traced<unknown, unknown>): Promise<ProgramStages> {
  return (await compile(traced, { backend: planning, regionPasses: [], fuse: false })).stages;
}
