/**
 * Adamax: Adam with the largest gradient in place of the second moment (Kingma and Ba 2015, algorithm 2).
 *
 * m = b1 m + (1 - b1) g; u = max(b2 u, |g| + epsilon); update = m / (1 - b1^t) / u.
 */
import { checkOptions, full } from "@rensa/core";
import { abs, add, cast, div, maximum, mul } from "@rensa/ops";
import type { Schedule } from "../schedules/schedule.ts";
import { expectRange, ranges } from "../ranges.ts";
import { scaleByRateOf } from "./learning-rate.ts";
import { correction, nextMean } from "./moments.ts";
import { penalty, type PenaltyOptions } from "./penalty.ts";
import type { Chained } from "./address-types.ts";
import { chain } from "./chain.ts";
import type { RateAddress } from "./rate-state.ts";
import { transform } from "./define-transform.ts";
import type { Transform } from "./transform.ts";
import { filledLike, floatOf, mapTensors } from "./trees.ts";

/** The constants of {@link scaleByAdamax}. */
export interface ScaleByAdamaxOptions {
  /** Decay of the mean. Default: 0.9. */
  readonly beta1?: number;
  /** Decay of the largest gradient. Default: 0.999. */
  readonly beta2?: number;
  /** Added to the size of each gradient. Default: 1e-8. */
  readonly epsilon?: number;
}

/**
 * Scales gradients by their running mean over their decayed maximum.
 *
 * @throws RensaError `ARGUMENT_INVALID` for a decay outside 0 to below 1, and an epsilon that is not positive.
 *
 * @example
 * ```ts
 * import { chain, scaleByAdamax, scaleByLearningRate } from "@rensa/optim";
 * import { f32, trace } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const optimizer = chain(scaleByAdamax(), scaleByLearningRate(2e-3));
 * const first = trace({ x: f32(2), slope: f32(2) }, ({ x, slope }) => ({
 *   change: optimizer.update({ gradients: slope, state: optimizer.init(x), parameters: x }).updates,
 * }));
 * console.log((await compile(first)).run({ x: [1, 2], slope: [0.5, -2] })); // { change: { shape: [2], dtype: "f32", data: Float32Array [-0.002, 0.002] } }
 * ```
 */
export function scaleByAdamax(options: ScaleByAdamaxOptions = {}): Transform<never> {
  checkOptions("scaleByAdamax", options, ["beta1", "beta2", "epsilon"]);
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
  expectRange("scaleByAdamax", ranges.decay, { beta1, beta2 });
  expectRange("scaleByAdamax", ranges.positive, { epsilon });
  return transform({
    name: "scaleByAdamax",
    slots: (parameters) => ({
      step: full([], 0, "i32"),
      first: filledLike(parameters, 0),
      largest: filledLike(parameters, 0),
    }),
    update: ({ gradients, slots }) => {
      const step = add(slots.step, 1);
      const first = nextMean(slots.first, gradients, beta1);
      const largest = mapTensors(gradients, [slots.largest], (g, before) =>
        maximum(mul(before, beta2), add(abs(g), epsilon)),
      );
      const factor = correction(beta1, cast(step, floatOf(gradients)));
      const updates = mapTensors(first, [largest], (m, u) => div(mul(m, cast(factor, m.dtype)), u));
      return { updates, slots: { step, first, largest } };
    },
  });
}

/**
 * Adamax, as PyTorch's `Adamax`.
 *
 * @param rate - The learning rate: a number, or a schedule of the step.
 *
 * @throws RensaError `ARGUMENT_INVALID` for constants out of range.
 *
 * @example
 * ```ts
 * import { adamax } from "@rensa/optim";
 * import { f32, trace } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const optimizer = adamax(2e-3);
 * const first = trace({ x: f32(2), slope: f32(2) }, ({ x, slope }) => ({
 *   change: optimizer.update({ gradients: slope, state: optimizer.init(x), parameters: x }).updates,
 * }));
 * console.log((await compile(first)).run({ x: [1, 2], slope: [0.5, -2] })); // { change: { shape: [2], dtype: "f32", data: Float32Array [-0.002, 0.002] } }
 * ```
 */
export function adamax(
  rate: number | Schedule,
  options: ScaleByAdamaxOptions & PenaltyOptions = {},
): Transform<Chained<RateAddress | "weightDecay">> {
  checkOptions("adamax", options, ["beta1", "beta2", "epsilon", "weightDecay"]);
  const { weightDecay, ...rest } = options;
  return chain(...penalty(weightDecay), scaleByAdamax(rest), scaleByRateOf("adamax", rate));
}
