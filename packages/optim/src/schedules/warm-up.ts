/** A linear rise before a schedule. */
import { checkKind, checkOptions } from "@rensa/core";
import { cast, maximum, mul, sub } from "@rensa/ops";
import { expectRange, ranges } from "../ranges.ts";
import { linear } from "./polynomial-decay.ts";
import type { Schedule } from "./schedule.ts";

/** How {@link warmUp} starts. */
export interface WarmUpOptions {
  /** The share of the first rate that it starts with. Default: 0. */
  readonly from?: number;
}

/**
 * A linear rise to a schedule's first rate, then the schedule from its start.
 *
 * @param schedule - The schedule.
 * @param steps Steps of the rise.
 *
 * @throws RensaError `ARGUMENT_INVALID` for steps that are no whole number from 1, and a share outside 0 to 1.
 *
 * @example
 * ```ts
 * import { adam, exponentialDecay, sampleSchedule, warmUp } from "@rensa/optim";
 *
 * const schedule = warmUp(exponentialDecay({ start: 1, factor: 0.5 }), 3);
 * const optimizer = adam(schedule);
 * console.log(await sampleSchedule(schedule, 6)); // Float64Array [0, 0.3333..., 0.6666..., 1, 0.5, 0.25]
 * ```
 */
export function warmUp(schedule: Schedule, steps: number, options: WarmUpOptions = {}): Schedule {
  checkKind("warmUp: the schedule", schedule, "function");
  checkOptions("warmUp", options, ["from"]);
  const { from = 0 } = options;
  expectRange("warmUp", ranges.count, { steps });
  expectRange("warmUp", ranges.share, { from });
  const rise = linear({ start: from, end: 1, steps });
  return (step, dtype = "f32") => {
    const since = maximum(sub(step, steps), 0);
    return mul(cast(schedule(since, dtype), dtype), rise(step, dtype));
  };
}
