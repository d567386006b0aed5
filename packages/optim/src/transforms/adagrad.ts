/**
 * Adagrad: gradients divided by the root of the sum of all their squares (Duchi et al. 2011).
 *
 * s = s + g^2; update = g / (sqrt(s) + epsilon).
 */
import { checkOptions } from "@rensa/core";
import { add, div, sqrt, square } from "@rensa/ops";
import { inverseTime } from "../schedules/inverse-time.ts";
import type { Schedule } from "../schedules/schedule.ts";
import { expectRange, ranges } from "../ranges.ts";
import { scaleByRateOf } from "./learning-rate.ts";
import { penalty, type PenaltyOptions } from "./penalty.ts";
import type { Chained } from "./address-types.ts";
import { chain } from "./chain.ts";
import type { RateAddress } from "./rate-state.ts";
import { transform } from "./define-transform.ts";
import type { Transform } from "./transform.ts";
import { filledLike, mapTensors } from "./trees.ts";

/** The constants of {@link scaleBySumOfSquares}. */
export interface SumOfSquaresOptions {
  /** What the sums start from. Default: 0. */
  readonly initial?: number;
  /** Added to the root. Default: 1e-10. */
  readonly epsilon?: number;
}

/**
 * Divides gradients by the root of the sum of their squares since the first step.
 *
 * @throws RensaError `ARGUMENT_INVALID` for a negative constant.
 *
 * @example
 * ```ts
 * import { chain, scaleByLearningRate, scaleBySumOfSquares } from "@rensa/optim";
 * import { f32, trace } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const optimizer = chain(scaleBySumOfSquares(), scaleByLearningRate(0.01));
 * const first = trace({ x: f32(2), slope: f32(2) }, ({ x, slope }) => ({
 *   change: optimizer.update({ gradients: slope, state: optimizer.init(x), parameters: x }).updates,
 * }));
 * console.log((await compile(first)).run({ x: [1, 2], slope: [0.5, -2] })); // { change: { shape: [2], dtype: "f32", data: Float32Array [-0.01, 0.01] } }
 * ```
 */
export function scaleBySumOfSquares(options: SumOfSquaresOptions = {}): Transform<never> {
  checkOptions("scaleBySumOfSquares", options, ["initial", "epsilon"]);
  const { initial = 0, epsilon = 1e-10 } = options;
  expectRange("scaleBySumOfSquares", ranges.notNegative, { initial, epsilon });
  return transform({
    name: "scaleBySumOfSquares",
    slots: (parameters) => ({ sum: filledLike(parameters, initial) }),
    update: ({ gradients, slots }) => {
      const sum = mapTensors(gradients, [slots.sum], (g, s) => add(s, square(g)));
      return { updates: mapTensors(gradients, [sum], (g, s) => div(g, add(sqrt(s), epsilon))), slots: { sum } };
    },
  });
}

/** The constants of {@link adagrad}. */
export interface AdagradOptions extends SumOfSquaresOptions, PenaltyOptions {
  /** The rate at step t, from 0, is divided by `1 + rateDecay * t`; only where the rate is a number. Default: 0. */
  readonly rateDecay?: number;
}

/**
 * Adagrad, as PyTorch's `Adagrad`.
 *
 * @param rate - The learning rate: a number, or a schedule of the step.
 *
 * @throws RensaError `ARGUMENT_INVALID` for constants out of range.
 *
 * @example
 * ```ts
 * import { adagrad } from "@rensa/optim";
 * import { f32, trace } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const optimizer = adagrad(0.01);
 * const first = trace({ x: f32(2), slope: f32(2) }, ({ x, slope }) => ({
 *   change: optimizer.update({ gradients: slope, state: optimizer.init(x), parameters: x }).updates,
 * }));
 * console.log((await compile(first)).run({ x: [1, 2], slope: [0.5, -2] })); // { change: { shape: [2], dtype: "f32", data: Float32Array [-0.01, 0.01] } }
 * ```
 */
export function adagrad(
  rate: number | Schedule,
  options: AdagradOptions = {},
): Transform<Chained<RateAddress | "weightDecay">> {
  checkOptions("adagrad", options, ["rateDecay", "initial", "epsilon", "weightDecay"]);
  const { rateDecay = 0, weightDecay, ...rest } = options;
  expectRange("adagrad", ranges.notNegative, { rateDecay });
  const decaying = rateDecay > 0 && typeof rate === "number" ? inverseTime({ start: rate, decay: rateDecay }) : rate;
  return chain(...penalty(weightDecay), scaleBySumOfSquares(rest), scaleByRateOf("adagrad", decaying));
}
