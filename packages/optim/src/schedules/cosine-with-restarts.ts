/** Half cosines down, one after the other (Loshchilov and Hutter 2017, "SGDR", equation 5). */
import { checkOptions, constant, type FloatDType, type Tensor } from "@rensa/core";
import { add, cast, cos, div, greaterEqual, max, mul, remainder, sub, where } from "@rensa/ops";
import { expectRange, ranges } from "../ranges.ts";
import type { Rate, Schedule } from "./schedule.ts";

/** The shape of {@link cosineWithRestarts}. */
export interface CosineWithRestartsOptions {
  /** The rate at the start of each period. */
  readonly peak: number;
  /** Steps of the first period. */
  readonly steps: number;
  /** How much longer each period is than the one before. Default: 1. */
  readonly factor?: number;
  /** The rate that each period falls to. Default: 0. */
  readonly floor?: number;
}

/** Steps are counted in i32. */
const lastStep = 2 ** 31 - 1;

/**
 * A cosine that starts again and again, as PyTorch's `CosineAnnealingWarmRestarts`.
 *
 * @throws RensaError `ARGUMENT_INVALID` for a negative rate, and steps or a factor that are no whole numbers from 1.
 *
 * @example
 * ```ts
 * import { cosineWithRestarts, sampleSchedule, sgd } from "@rensa/optim";
 *
 * const schedule = cosineWithRestarts({ peak: 1, steps: 2, factor: 2 });
 * const optimizer = sgd(schedule, { momentum: 0.9 });
 * console.log(await sampleSchedule(schedule, 6)); // Float64Array [1, 0.5, 1, 0.8535..., 0.5, 0.1464...]
 * ```
 */
export function cosineWithRestarts(options: CosineWithRestartsOptions): Schedule {
  checkOptions("cosineWithRestarts", options, ["peak", "steps", "factor", "floor"]);
  const { peak, steps, factor = 1, floor = 0 } = options;
  expectRange("cosineWithRestarts", ranges.notNegative, { peak, floor });
  expectRange("cosineWithRestarts", ranges.count, { steps, factor });
  const periods = factor === 1 ? null : growingPeriods(steps, factor);
  return (step, dtype = "f32") => {
    const [passed, length] = periods === null ? [remainder(step, steps), steps] : within(step, periods, dtype);
    const share = div(cast(passed, dtype), length);
    return add(mul(add(cos(mul(share, Math.PI)), 1), (peak - floor) / 2), floor) as Rate;
  };
}

interface Periods {
  readonly starts: readonly number[];
  readonly lengths: readonly number[];
}

/** Few are enough, because each is at least twice as long as the one before. */
function growingPeriods(steps: number, factor: number): Periods {
  const [starts, lengths] = [[0], [steps]];
  for (let start = steps, length = steps * factor; start <= lastStep; start += length, length *= factor) {
    starts.push(start);
    lengths.push(Math.min(length, lastStep));
  }
  return { starts, lengths };
}

/** How far a step is into its period, and the length of that. */
function within(
  step: Tensor<readonly [], "i32">,
  { starts, lengths }: Periods,
  dtype: FloatDType,
): readonly [Tensor, Tensor] {
  const vector = (data: readonly number[]): Tensor =>
    constant({ shape: [data.length], dtype: "i32", data: Int32Array.from(data) });
  const isBegun = greaterEqual(step, vector(starts));
  const latest = (values: readonly number[]): Tensor => max(where(isBegun, vector(values), 0));
  return [sub(step, latest(starts)), cast(latest(lengths), dtype)];
}
