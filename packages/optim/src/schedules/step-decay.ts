/** Decay in steps: start * factor^(number of drops). */
import { checkOptions } from "@rensa/core";
import type { FloatDType, Tensor } from "@rensa/core";
import { cast, floorDivide, mul, pow } from "@rensa/ops";
import { expectRange, ranges } from "../ranges.ts";
import { boundariesPassed, expectBoundaries } from "./boundaries.ts";
import type { Rate, Schedule } from "./schedule.ts";

/** The shape of {@link stepDecay}. */
export interface StepDecayOptions {
  /** The first rate. */
  readonly start: number;
  /** Steps between two drops. */
  readonly every: number;
  /** What the rate is multiplied by at each drop. Default: 0.1. */
  readonly factor?: number;
}

/**
 * A rate that drops every so many steps, as PyTorch's `StepLR`.
 *
 * @throws RensaError `ARGUMENT_INVALID` for a negative start or factor, and where `every` is no whole number from 1.
 *
 * @example
 * ```ts
 * import { sampleSchedule, sgd, stepDecay } from "@rensa/optim";
 *
 * const schedule = stepDecay({ start: 1, every: 2 });
 * const optimizer = sgd(schedule, { momentum: 0.9 });
 * console.log(await sampleSchedule(schedule, 5)); // Float64Array [1, 1, 0.1, 0.1, 0.01]
 * ```
 */
export function stepDecay(options: StepDecayOptions): Schedule {
  checkOptions("stepDecay", options, ["start", "every", "factor"]);
  const { start, every, factor = 0.1 } = options;
  expectRange("stepDecay", ranges.notNegative, { start, factor });
  expectRange("stepDecay", ranges.count, { every });
  return (step, dtype) => dropped(start, factor, floorDivide(step, every), dtype);
}

/** The shape of {@link multiStepDecay}. */
export interface MultiStepDecayOptions {
  /** The first rate. */
  readonly start: number;
  /** The steps of the drops, ascending. */
  readonly boundaries: readonly number[];
  /** What the rate is multiplied by at each drop. Default: 0.1. */
  readonly factor?: number;
}

/**
 * A rate that drops at given steps, as PyTorch's `MultiStepLR`.
 *
 * @throws RensaError `ARGUMENT_INVALID` for a negative start or factor, and boundaries that do not ascend.
 *
 * @example
 * ```ts
 * import { multiStepDecay, sampleSchedule, sgd } from "@rensa/optim";
 *
 * const schedule = multiStepDecay({ start: 1, boundaries: [2, 4] });
 * const optimizer = sgd(schedule);
 * console.log(await sampleSchedule(schedule, 5)); // Float64Array [1, 1, 0.1, 0.1, 0.01]
 * ```
 */
export function multiStepDecay(options: MultiStepDecayOptions): Schedule {
  checkOptions("multiStepDecay", options, ["start", "boundaries", "factor"]);
  const { start, boundaries, factor = 0.1 } = options;
  expectRange("multiStepDecay", ranges.notNegative, { start, factor });
  expectBoundaries("multiStepDecay", boundaries);
  return (step, dtype) => dropped(start, factor, boundariesPassed(step, boundaries), dtype);
}

function dropped(start: number, factor: number, drops: Tensor, dtype: FloatDType = "f32"): Rate {
  return mul(pow(factor, cast(drops, dtype)), start) as Rate;
}
