/** A linear rise, then a fall with the inverse square root of the step (Vaswani et al. 2017, equation 3, "Noam"). */
import { checkOptions } from "@rensa/core";
import { add, cast, minimum, mul, pow } from "@rensa/ops";
import { expectRange, ranges } from "../ranges.ts";
import type { Schedule } from "./schedule.ts";

/** The shape of {@link inverseSquareRoot}. */
export interface InverseSquareRootOptions {
  /** The highest rate; the paper's is `1 / Math.sqrt(width * warmUp)`. */
  readonly peak: number;
  /** Steps of the rise. */
  readonly warmUp: number;
}

/**
 * `peak * min(n / warmUp, sqrt(warmUp / n))` for the n-th step, from 1.
 *
 * @throws RensaError `ARGUMENT_INVALID` for a negative peak, and a warm-up that is no whole number from 1.
 *
 * @example
 * ```ts
 * import { adam, inverseSquareRoot, sampleSchedule } from "@rensa/optim";
 *
 * const optimizer = adam(inverseSquareRoot({ peak: 1 / Math.sqrt(512 * 4000), warmUp: 4000 }), { beta2: 0.98 });
 * console.log(await sampleSchedule(inverseSquareRoot({ peak: 1, warmUp: 4 }), 6)); // Float64Array [0.25, 0.5, 0.75, 1, 0.8944..., 0.8164...]
 * ```
 */
export function inverseSquareRoot(options: InverseSquareRootOptions): Schedule {
  checkOptions("inverseSquareRoot", options, ["peak", "warmUp"]);
  const { peak, warmUp } = options;
  expectRange("inverseSquareRoot", ranges.notNegative, { peak });
  expectRange("inverseSquareRoot", ranges.count, { warmUp });
  return (step, dtype = "f32") => {
    const time = mul(add(cast(step, dtype), 1), 1 / warmUp);
    return mul(minimum(time, pow(time, -0.5)), peak);
  };
}
