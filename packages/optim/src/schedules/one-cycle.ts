/** One cycle: up to the peak, down to a small part of the start (Smith and Topin 2018). */
import { checkOptions, formatGiven, RensaError } from "@rensa/core";
import { add, cos, mul } from "@rensa/ops";
import { expectRange, ranges } from "../ranges.ts";
import { valueAfter } from "./boundaries.ts";
import { progress } from "./progress.ts";
import type { Rate, Schedule } from "./schedule.ts";

/** The shape of {@link oneCycle}. */
export interface OneCycleOptions {
  /** The highest rate. */
  readonly peak: number;
  /** Steps of the whole cycle. */
  readonly steps: number;
  /** The share of the steps in which the rate rises. Default: 0.3. */
  readonly rise?: number;
  /** The peak is so many times the first rate. Default: 25. */
  readonly startDivisor?: number;
  /** The first rate is so many times the last one. Default: 10,000. */
  readonly endDivisor?: number;
  /** How it goes from one rate to the next. Default: `"cosine"`. */
  readonly curve?: "cosine" | "linear";
  /** Falls to the first rate in as many steps as it rose, and then to the last. Default: false. */
  readonly threePhases?: boolean;
}

/**
 * A rise and a fall, as PyTorch's `OneCycleLR` (which also turns the momentum; here that is left alone).
 *
 * @throws RensaError `ARGUMENT_INVALID` for rates and divisors that are not positive, steps that are no whole number from 1,
 *   and a rise that leaves no step to one of the phases.
 *
 * @example
 * ```ts
 * import { oneCycle, sampleSchedule, sgd } from "@rensa/optim";
 *
 * const schedule = oneCycle({ peak: 0.5, steps: 5 });
 * const optimizer = sgd(schedule, { momentum: 0.9 });
 * console.log(await sampleSchedule(schedule, 5)); // Float64Array [0.02, 0.4752..., 0.3056..., 0.09412..., 0.000002]
 * ```
 */
export function oneCycle(options: OneCycleOptions): Schedule {
  checkOptions("oneCycle", options, ["peak", "steps", "rise", "startDivisor", "endDivisor", "curve", "threePhases"]);
  const {
    peak,
    steps,
    rise = 0.3,
    startDivisor = 25,
    endDivisor = 1e4,
    curve = "cosine",
    threePhases = false,
  } = options;
  expectRange("oneCycle", ranges.positive, { peak, startDivisor, endDivisor });
  expectRange("oneCycle", ranges.count, { steps });
  const first = peak / startDivisor;
  const top = rise * steps - 1;
  const ends = threePhases ? [0, top, 2 * top, steps - 1] : [0, top, steps - 1];
  const rates = threePhases ? [first, peak, first, first / endDivisor] : [first, peak, first / endDivisor];
  if (!ends.every((end, at) => at === 0 || end > (ends[at - 1] ?? 0))) {
    throw new RensaError(
      "ARGUMENT_INVALID",
      `oneCycle: a rise of ${formatGiven(rise)} of ${formatGiven(steps)} steps leaves no step to one of the phases; give another share or more steps.`,
    );
  }
  return (step, dtype = "f32") => {
    const phases = ends.slice(1).map((end, at) => {
      const share = progress(step, ends[at] ?? 0, end, dtype);
      return between(rates[at] ?? 0, rates[at + 1] ?? 0, share, curve);
    });
    // A phase starts with the first whole step after the end of the one before, where both have the same rate.
    return valueAfter(
      step,
      phases,
      ends.slice(1, -1).map((end) => Math.floor(end) + 1),
    );
  };
}

function between(from: number, to: number, share: Rate, curve: "cosine" | "linear"): Rate {
  if (curve === "linear") return add(mul(share, to - from), from);
  return add(mul(add(cos(mul(share, Math.PI)), 1), (from - to) / 2), to);
}
