/** Schedules: the learning rate as a function of the step counter, inside the graph. */
import { checkOptions, formatGiven, full, RensaError, type FloatDType, type Tensor } from "@rensa/core";
import { add, cast, cos, less, mul, where } from "@rensa/ops";
import { expectRange, ranges } from "../ranges.ts";
import { progress } from "./progress.ts";

/** A rate in a trace. */
export type Rate = Tensor<readonly [], FloatDType>;

/**
 * The rate at a step, counted from 0. Runs inside a trace. An optimizer asks for it in the dtype of the parameters
 * (default: f32); what comes in another dtype is cast, so a schedule of your own may ignore it.
 */
export type Schedule = (step: Tensor<readonly [], "i32">, dtype?: FloatDType) => Rate;

/**
 * The same rate at every step.
 *
 * @param rate - The rate.
 *
 * @throws RensaError `ARGUMENT_INVALID` for a rate that is negative or not finite.
 *
 * @example
 * ```ts
 * import { constantRate, joinSchedules, linear, sampleSchedule } from "@rensa/optim";
 *
 * const schedule = joinSchedules([constantRate(0.1), linear({ start: 0.1, steps: 2 })], [2]);
 * console.log(await sampleSchedule(schedule, 5)); // Float64Array [0.1, 0.1, 0.1, 0.05, 0]
 * ```
 */
export function constantRate(rate: number): Schedule {
  expectRange("constantRate", ranges.notNegative, { "the rate": rate });
  return (_step, dtype = "f32") => full([], rate, dtype);
}

/** The shape of {@link cosine}. */
export interface CosineOptions {
  /** The highest rate. */
  readonly peak: number;
  /** Steps until the rate has fallen to `floor`, warm-up included. */
  readonly steps: number;
  /** Steps in which the rate rises from 0 to the peak. Default: 0. */
  readonly warmUp?: number;
  /** The rate at the end. Default: 0. */
  readonly floor?: number;
}

/**
 * A linear rise, then half a cosine down (Loshchilov and Hutter 2017), as PyTorch's `CosineAnnealingLR`.
 *
 * @throws RensaError `ARGUMENT_INVALID` for a negative rate, and where the warm-up is not shorter than the whole.
 *
 * @example
 * ```ts
 * import { adam, cosine, sampleSchedule } from "@rensa/optim";
 *
 * const schedule = cosine({ peak: 1, steps: 6, warmUp: 2 });
 * const optimizer = adam(schedule);
 * console.log(await sampleSchedule(schedule, 7)); // Float64Array [0, 0.5, 1, 0.8535..., 0.5, 0.1464..., 0]
 * ```
 */
export function cosine(options: CosineOptions): Schedule {
  checkOptions("cosine", options, ["peak", "steps", "warmUp", "floor"]);
  const { peak, steps, warmUp = 0, floor = 0 } = options;
  expectRange("cosine", ranges.notNegative, { peak, floor });
  if (typeof steps !== "number" || typeof warmUp !== "number" || !(warmUp >= 0 && warmUp < steps)) {
    throw new RensaError(
      "ARGUMENT_INVALID",
      `cosine: a warm-up of ${formatGiven(warmUp)} does not fit into ${formatGiven(steps)} steps; make it shorter.`,
    );
  }
  return (step, dtype = "f32") => {
    const time = cast(step, dtype);
    const rising = mul(time, peak / Math.max(1, warmUp));
    const share = progress(step, warmUp, steps, dtype);
    const falling = add(mul(add(cos(mul(share, Math.PI)), 1), (peak - floor) / 2), floor);
    return where(less(time, warmUp), rising, falling);
  };
}
