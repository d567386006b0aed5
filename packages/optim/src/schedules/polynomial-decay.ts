/** Polynomial decay: end + (start - end) * (1 - step / steps)^power; a line where the power is 1. */
import { checkOptions } from "@rensa/core";
import { add, mul, pow, sub } from "@rensa/ops";
import { expectRange, ranges } from "../ranges.ts";
import { progress } from "./progress.ts";
import type { Schedule } from "./schedule.ts";

/** The shape of {@link linear}. */
export interface LinearOptions {
  /** The first rate. */
  readonly start: number;
  /** The rate after `steps` steps, and from then on. Default: 0. */
  readonly end?: number;
  /** Steps from one to the other. */
  readonly steps: number;
}

/** The shape of {@link polynomialDecay}. */
export interface PolynomialDecayOptions extends LinearOptions {
  /** Above 1 it falls fast at first, below 1 at last. Default: 1. */
  readonly power?: number;
}

/**
 * A rate that falls along a power of the steps that are left, as PyTorch's `PolynomialLR`.
 *
 * @throws RensaError `ARGUMENT_INVALID` for a negative rate, a power that is not positive, and steps that are no whole
 *   number from 1.
 *
 * @example
 * ```ts
 * import { polynomialDecay, sampleSchedule, sgd } from "@rensa/optim";
 *
 * const schedule = polynomialDecay({ start: 1, steps: 4, power: 2 });
 * const optimizer = sgd(schedule);
 * console.log(await sampleSchedule(schedule, 5)); // Float64Array [1, 0.5625, 0.25, 0.0625, 0]
 * ```
 */
export function polynomialDecay(options: PolynomialDecayOptions): Schedule {
  checkOptions("polynomialDecay", options, ["power", "start", "end", "steps"]);
  const { start, end = 0, steps, power = 1 } = options;
  expectRange("polynomialDecay", ranges.notNegative, { start, end });
  expectRange("polynomialDecay", ranges.positive, { power });
  expectRange("polynomialDecay", ranges.count, { steps });
  return (step, dtype = "f32") => {
    const left = sub(1, progress(step, 0, steps, dtype));
    return add(mul(power === 1 ? left : pow(left, power), start - end), end);
  };
}

/**
 * A line from one rate to another, up or down, as PyTorch's `LinearLR`.
 *
 * @throws RensaError `ARGUMENT_INVALID` for a negative rate, and steps that are no whole number from 1.
 *
 * @example
 * ```ts
 * import { adam, linear, sampleSchedule } from "@rensa/optim";
 *
 * const schedule = linear({ start: 1e-3, steps: 4 });
 * const optimizer = adam(schedule);
 * console.log(await sampleSchedule(schedule, 6)); // Float64Array [0.001, 0.00075, 0.0005, 0.00025, 0, 0]
 * ```
 */
export function linear(options: LinearOptions): Schedule {
  checkOptions("linear", options, ["start", "end", "steps"]);
  const { start, end = 0, steps } = options;
  expectRange("linear", ranges.notNegative, { start, end });
  expectRange("linear", ranges.count, { steps });
  return (step, dtype = "f32") => add(mul(progress(step, 0, steps, dtype), end - start), start);
}
