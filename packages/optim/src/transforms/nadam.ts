/**
 * NAdam: Adam with Nesterov's momentum (Dozat 2016), its momentum rising to beta1 as in the paper's section 3.
 *
 * mu_t = b1 (1 - 0.96^(t decay) / 2); update = (mu_{t+1} m / (1 - mu_1 ... mu_{t+1}) + (1 - mu_t) g / (1 - mu_1 ... mu_t))
 * / (sqrt(v / (1 - b2^t)) + epsilon).
 */
import { checkOptions, full, type Tensor, type TensorTree } from "@rensa/core";
import { add, cast, div, mul, pow, sqrt, sub } from "@rensa/ops";
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
import { floatOf, mapTensors } from "./trees.ts";

/** The constants of {@link scaleByNadam}. */
export interface ScaleByNadamOptions {
  /** What the momentum rises to. Default: 0.9. */
  readonly beta1?: number;
  /** Decay of the second moment. Default: 0.999. */
  readonly beta2?: number;
  /** Added to the root of the second moment. Default: 1e-8. */
  readonly epsilon?: number;
  /** How quickly the momentum rises. Default: 0.004. */
  readonly momentumDecay?: number;
}

/** What the momentum's distance from beta1 is multiplied by with each `1 / momentumDecay` steps. */
const momentumBase = 0.96;

/**
 * Scales gradients by their running moments, a step ahead.
 *
 * @throws RensaError `ARGUMENT_INVALID` for a decay outside 0 to below 1, and a negative epsilon or momentum decay.
 *
 * @example
 * ```ts
 * import { chain, scaleByLearningRate, scaleByNadam } from "@rensa/optim";
 * import { f32, trace } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const optimizer = chain(scaleByNadam(), scaleByLearningRate(2e-3));
 * const first = trace({ x: f32(2), slope: f32(2) }, ({ x, slope }) => ({
 *   change: optimizer.update({ gradients: slope, state: optimizer.init(x), parameters: x }).updates,
 * }));
 * console.log((await compile(first)).run({ x: [1, 2], slope: [0.5, -2] })); // { change: { shape: [2], dtype: "f32", data: Float32Array [-0.002112..., 0.002112...] } }
 * ```
 */
export function scaleByNadam(options: ScaleByNadamOptions = {}): Transform<never> {
  checkOptions("scaleByNadam", options, ["beta1", "beta2", "epsilon", "momentumDecay"]);
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, momentumDecay = 0.004 } = options;
  expectRange("scaleByNadam", ranges.decay, { beta1, beta2 });
  expectRange("scaleByNadam", ranges.notNegative, { epsilon, momentumDecay });
  const momentumAt = (time: Tensor): Tensor => {
    const distance = mul(pow(momentumBase, mul(time, momentumDecay)), 0.5 * beta1);
    return sub(beta1, distance);
  };
  const scalarOf = (value: number, parameters: TensorTree): Tensor => full([], value, floatOf(parameters));
  return transform({
    name: "scaleByNadam",
    slots: (parameters) => ({ ...startOfMoments(parameters), product: scalarOf(1, parameters) }),
    update: ({ gradients, slots }) => {
      const { time, moments } = nextMoments(gradients, slots, beta1, beta2);
      const [now, ahead] = [momentumAt(time), momentumAt(add(time, 1))];
      const product = mul(slots.product, now);
      const ofGradient = div(sub(1, now), sub(1, product));
      const ofMean = div(ahead, sub(1, mul(product, ahead)));
      const correction2 = correction(beta2, time);
      const updates = mapTensors(gradients, [moments.first, moments.second], (g, m, v) => {
        const mean = add(mul(g, cast(ofGradient, g.dtype)), mul(m, cast(ofMean, g.dtype)));
        const deviation = sqrt(mul(v, cast(correction2, g.dtype)));
        return div(mean, add(deviation, epsilon));
      });
      return { updates, slots: { ...moments, product } };
    },
  });
}

/**
 * NAdam, as PyTorch's `NAdam`.
 *
 * @param rate - The learning rate: a number, or a schedule of the step.
 *
 * @throws RensaError `ARGUMENT_INVALID` for constants out of range.
 *
 * @example
 * ```ts
 * import { nadam } from "@rensa/optim";
 * import { f32, trace } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const optimizer = nadam(2e-3);
 * const first = trace({ x: f32(2), slope: f32(2) }, ({ x, slope }) => ({
 *   change: optimizer.update({ gradients: slope, state: optimizer.init(x), parameters: x }).updates,
 * }));
 * console.log((await compile(first)).run({ x: [1, 2], slope: [0.5, -2] })); // { change: { shape: [2], dtype: "f32", data: Float32Array [-0.002112..., 0.002112...] } }
 * ```
 */
export function nadam(
  rate: number | Schedule,
  options: ScaleByNadamOptions & PenaltyOptions = {},
): Transform<Chained<RateAddress | "weightDecay">> {
  checkOptions("nadam", options, ["beta1", "beta2", "epsilon", "momentumDecay", "weightDecay"]);
  const { weightDecay, ...rest } = options;
  return chain(...penalty(weightDecay), scaleByNadam(rest), scaleByRateOf("nadam", rate));
}
