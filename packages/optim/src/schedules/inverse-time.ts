/** Decay by time: start / (1 + decay * step). */
import { checkOptions } from "@rensa/core";
import { add, cast, div, mul } from "@rensa/ops";
import { expectRange, ranges } from "../ranges.ts";
import type { Schedule } from "./schedule.ts";

/** The shape of {@link inverseTime}. */
export interface InverseTimeOptions {
  /** The first rate. */
  readonly start: number;
  /** How quickly it falls: after `1 / decay` steps it is half as high. */
  readonly decay: number;
}

/**
 * The rate over one plus a multiple of the step.
 *
 * @throws RensaError `ARGUMENT_INVALID` for a negative start or decay.
 *
 * @example
 * ```ts
 * import { inverseTime, sampleSchedule, sgd } from "@rensa/optim";
 *
 * const schedule = inverseTime({ start: 0.1, decay: 1 });
 * const optimizer = sgd(schedule);
 * console.log(await sampleSchedule(schedule, 4)); // Float64Array [0.1, 0.05, 0.03333..., 0.025]
 * ```
 */
export function inverseTime(options: InverseTimeOptions): Schedule {
  checkOptions("inverseTime", options, ["start", "decay"]);
  const { start, decay } = options;
  expectRange("inverseTime", ranges.notNegative, { start, decay });
  return (step, dtype = "f32") => div(start, add(mul(cast(step, dtype), decay), 1));
}
