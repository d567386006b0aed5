/**
 * RAdam: Adam that waits until its second moment is known well enough (Liu et al. 2020, algorithm 2).
 *
 * rho = rho_max - 2 t b2^t / (1 - b2^t), rho_max = 2 / (1 - b2) - 1. Where rho > 5, Adam's update times the root of
 * (rho - 4)(rho - 2) rho_max / ((rho_max - 4)(rho_max - 2) rho); else the mean of gradients alone.
 */
import { checkOptions } from "@rensa/core";
import { add, cast, div, greater, maximum, mul, pow, sqrt, sub, where } from "@rensa/ops";
import type { Schedule } from "../schedules/schedule.ts";
import { expectRange, ranges } from "../ranges.ts";
import { scaleByRateOf } from "./learning-rate.ts";
import { correction, nextMoments, startOfMoments } from "./moments.ts";
import { penalty, type PenaltyOptions } from "./penalty.ts";
import type { Chained } from "./address-types.ts";
import { chain } from "./chain.ts";
import type { RateAddress } from "./rate-state.ts";
import { transform } from "./define-transform.ts";
import type { Transform } from "./transform.ts";
import { mapTensors } from "./trees.ts";

/** The constants of {@link scaleByRadam}. */
export interface ScaleByRadamOptions {
  /** Decay of the first moment. Default: 0.9. */
  readonly beta1?: number;
  /** Decay of the second moment. Default: 0.999. */
  readonly beta2?: number;
  /** Added to the root of the second moment, before its start is corrected. Default: 1e-8. */
  readonly epsilon?: number;
}

/** The least length of the average, in steps, at which its variance is finite enough to be used. */
const leastLength = 5;

/**
 * Scales gradients by their running moments, rectified.
 *
 * @throws RensaError `ARGUMENT_INVALID` for a decay outside 0 to below 1, and a negative epsilon.
 *
 * @example
 * ```ts
 * import { chain, scaleByLearningRate, scaleByRadam } from "@rensa/optim";
 * import { f32, trace } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const optimizer = chain(scaleByRadam(), scaleByLearningRate(1e-3));
 * const first = trace({ x: f32(2), slope: f32(2) }, ({ x, slope }) => ({
 *   change: optimizer.update({ gradients: slope, state: optimizer.init(x), parameters: x }).updates,
 * }));
 * console.log((await compile(first)).run({ x: [1, 2], slope: [0.5, -2] })); // { change: { shape: [2], dtype: "f32", data: Float32Array [-0.0005, 0.002] } }
 * ```
 */
export function scaleByRadam(options: ScaleByRadamOptions = {}): Transform<never> {
  checkOptions("scaleByRadam", options, ["beta1", "beta2", "epsilon"]);
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
  expectRange("scaleByRadam", ranges.decay, { beta1, beta2 });
  expectRange("scaleByRadam", ranges.notNegative, { epsilon });
  const longest = 2 / (1 - beta2) - 1;
  return transform({
    name: "scaleByRadam",
    slots: startOfMoments,
    update: ({ gradients, slots }) => {
      const { time, moments } = nextMoments(gradients, slots, beta1, beta2);
      const power = pow(beta2, time);
      const share = div(mul(time, power), sub(1, power));
      const averaged = sub(longest, mul(share, 2));
      // Where it is not used, a length that keeps the root real.
      const length = maximum(averaged, leastLength);
      const growth = div(mul(sub(length, 4), sub(length, 2)), length);
      const rectified = sqrt(mul(growth, longest / ((longest - 4) * (longest - 2))));
      const factor = mul(rectified, sqrt(sub(1, power)));
      const isKnown = greater(averaged, leastLength);
      const correction1 = correction(beta1, time);
      const updates = mapTensors(moments.first, [moments.second], (m, v) => {
        const mean = mul(m, cast(correction1, m.dtype));
        const divisor = add(sqrt(v), epsilon);
        return where(isKnown, div(mul(mean, cast(factor, m.dtype)), divisor), mean);
      });
      return { updates, slots: moments };
    },
  });
}

/**
 * RAdam, as PyTorch's `RAdam`.
 *
 * @param rate - The learning rate: a number, or a schedule of the step.
 *
 * @throws RensaError `ARGUMENT_INVALID` for constants out of range.
 *
 * @example
 * ```ts
 * import { radam } from "@rensa/optim";
 * import { f32, trace } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const optimizer = radam(1e-3);
 * const first = trace({ x: f32(2), slope: f32(2) }, ({ x, slope }) => ({
 *   change: optimizer.update({ gradients: slope, state: optimizer.init(x), parameters: x }).updates,
 * }));
 * console.log((await compile(first)).run({ x: [1, 2], slope: [0.5, -2] })); // { change: { shape: [2], dtype: "f32", data: Float32Array [-0.0005, 0.002] } }
 * ```
 */
export function radam(
  rate: number | Schedule,
  options: ScaleByRadamOptions & PenaltyOptions = {},
): Transform<Chained<RateAddress | "weightDecay">> {
  checkOptions("radam", options, ["beta1", "beta2", "epsilon", "weightDecay"]);
  const { weightDecay, ...rest } = options;
  return chain(...penalty(weightDecay), scaleByRadam(rest), scaleByRateOf("radam", rate));
}
