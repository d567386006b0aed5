/** Work that has graphs run in between: at once where the values are here, later where they stand elsewhere. */
import { RensaError } from "../graph/error.ts";
import type { HostTensor } from "../graph/host-tensor.ts";

/** Runs a graph on its inputs, in their order, and gives its outputs in theirs. */
export type RunGraph = (inputs: readonly HostTensor[]) => readonly HostTensor[] | Promise<readonly HostTensor[]>;

/** Work that asks for runs and goes on with what they give. */
export type AskingRuns<Result> = Generator<
  readonly HostTensor[] | Promise<readonly HostTensor[]>,
  Result,
  readonly HostTensor[]
>;

/** Does the work at once. */
export function doNow<Result>(work: AskingRuns<Result>): Result {
  let step = work.next();
  while (step.done !== true) {
    if (step.value instanceof Promise) throw new RensaError("INTERNAL", "A run was to be over at once.");
    step = work.next(step.value);
  }
  return step.value;
}

/** Does the work, waiting for each run. */
export async function doLater<Result>(work: AskingRuns<Result>): Promise<Result> {
  let step = work.next();
  while (step.done !== true) step = work.next(await step.value);
  return step.value;
}
