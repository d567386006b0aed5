/** Exponential decay: start * factor^(step / every). */
import { checkOptions } from "@rensa/core";
import { cast, mul, pow } from "@rensa/ops";
import { expectRange, ranges } from "../ranges.ts";
import type { Schedule } from "./schedule.ts";

/** The shape of {@link exponentialDecay}. */
export interface ExponentialDecayOptions {
  /** The first rate. */
  readonly start: number;
  /** What the rate is multiplied by in `every` steps. */
  readonly factor: number;
  /** Default: 1. */
  readonly every?: number;
}

/**
 * A rate that falls by the same share with every step, as PyTorch's `ExponentialLR`.
 *
 * @throws RensaError `ARGUMENT_INVALID` for a negative start, and a factor or a number of steps that is not positive.
 *
 * @example
 * ```ts
 * import { adam, exponentialDecay, sampleSchedule } from "@rensa/optim";
 *
 * const schedule = exponentialDecay({ start: 1e-3, factor: 0.5, every: 2 });
 * const optimizer = adam(schedule);
 * console.log(await sampleSchedule(schedule, 5)); // Float64Array [0.001, 0.0007071..., 0.0005, 0.0003535..., 0.00025]
 * ```
 */
export function exponentialDecay(options: ExponentialDecayOptions): Schedule {
  checkOptions("exponentialDecay", options, ["start", "factor", "every"]);
  const { start, factor, every = 1 } = options;
  expectRange("exponentialDecay", ranges.notNegative, { start });
  expectRange("exponentialDecay", ranges.positive, { factor, every });
  return (step, dtype = "f32") => mul(pow(factor, mul(cast(step, dtype), 1 / every)), start);
}
