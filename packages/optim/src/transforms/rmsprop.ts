/**
 * RMSprop: gradients divided by the root of their running mean square (Tieleman and Hinton 2012); centered, by their
 * deviation (Graves 2013).
 *
 * v = decay v + (1 - decay) g^2; a = decay a + (1 - decay) g; update = g / (sqrt(v) + epsilon), or g / (sqrt(v - a^2) + epsilon).
 */
import { checkOptions } from "@rensa/core";
import type { Tensor, TensorTree } from "@rensa/core";
import { add, div, sqrt, square, sub } from "@rensa/ops";
import type { Schedule } from "../schedules/schedule.ts";
import { expectRange, ranges } from "../ranges.ts";
import { scaleByRateOf } from "./learning-rate.ts";
import { nextMean, nextSquareMean } from "./moments.ts";
import { scaleByMomentum } from "./momentum.ts";
import { penalty, type PenaltyOptions } from "./penalty.ts";
import type { Chained } from "./address-types.ts";
import { chain } from "./chain.ts";
import type { RateAddress } from "./rate-state.ts";
import { transform } from "./define-transform.ts";
import type { Transform } from "./transform.ts";
import { filledLike, mapTensors } from "./trees.ts";

/** The constants of {@link scaleByRms}. */
export interface RmsOptions {
  /** Decay of the means; PyTorch's alpha. Default: 0.99. */
  readonly decay?: number;
  /** Added to the root. Default: 1e-8. */
  readonly epsilon?: number;
  /** Divide by the deviation from the running mean instead. Default: false. */
  readonly centered?: boolean;
}

/**
 * Divides gradients by the root of their running mean square.
 *
 * @throws RensaError `ARGUMENT_INVALID` for a decay outside 0 to below 1, and a negative epsilon.
 *
 * @example
 * ```ts
 * import { chain, scaleByLearningRate, scaleByRms } from "@rensa/optim";
 * import { f32, trace } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const optimizer = chain(scaleByRms({ decay: 0.9 }), scaleByLearningRate(1e-3));
 * const first = trace({ x: f32(2), slope: f32(2) }, ({ x, slope }) => ({
 *   change: optimizer.update({ gradients: slope, state: optimizer.init(x), parameters: x }).updates,
 * }));
 * console.log((await compile(first)).run({ x: [1, 2], slope: [0.5, -2] })); // { change: { shape: [2], dtype: "f32", data: Float32Array [-0.003162..., 0.003162...] } }
 * ```
 */
export function scaleByRms(options: RmsOptions = {}): Transform<never> {
  checkOptions("scaleByRms", options, ["decay", "epsilon", "centered"]);
  const { decay = 0.99, epsilon = 1e-8, centered = false } = options;
  expectRange("scaleByRms", ranges.decay, { "the decay": decay });
  expectRange("scaleByRms", ranges.notNegative, { epsilon });
  const divided = (gradient: Tensor, variance: Tensor): Tensor => div(gradient, add(sqrt(variance), epsilon));
  return transform({
    name: "scaleByRms",
    slots: (parameters): { readonly second: TensorTree; readonly first: TensorTree } => ({
      second: filledLike(parameters, 0),
      first: centered ? filledLike(parameters, 0) : {},
    }),
    update: ({ gradients, slots }) => {
      const second = nextSquareMean(slots.second, gradients, decay);
      if (!centered) return { updates: mapTensors(gradients, [second], divided), slots: { second, first: {} } };
      const first = nextMean(slots.first, gradients, decay);
      const updates = mapTensors(gradients, [second, first], (g, v, mean) => divided(g, sub(v, square(mean))));
      return { updates, slots: { second, first } };
    },
  });
}

/** The constants of {@link rmsprop}. */
export interface RmspropOptions extends RmsOptions, PenaltyOptions {
  /** How much of the velocity is kept per step. Default: 0. */
  readonly momentum?: number;
}

/**
 * RMSprop, as PyTorch's `RMSprop`: centered and with momentum where that is asked for.
 *
 * @param rate - The learning rate: a number, or a schedule of the step.
 *
 * @throws RensaError `ARGUMENT_INVALID` for constants out of range.
 *
 * @example
 * ```ts
 * import { rmsprop } from "@rensa/optim";
 * import { f32, trace } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const optimizer = rmsprop(1e-3, { centered: true, momentum: 0.9 });
 * const first = trace({ x: f32(2), slope: f32(2) }, ({ x, slope }) => ({
 *   change: optimizer.update({ gradients: slope, state: optimizer.init(x), parameters: x }).updates,
 * }));
 * console.log((await compile(first)).run({ x: [1, 2], slope: [0.5, -2] })); // { change: { shape: [2], dtype: "f32", data: Float32Array [-0.01005..., 0.01005...] } }
 * ```
 */
export function rmsprop(
  rate: number | Schedule,
  options: RmspropOptions = {},
): Transform<Chained<RateAddress | "weightDecay" | "momentum">> {
  checkOptions("rmsprop", options, ["momentum", "decay", "epsilon", "centered", "weightDecay"]);
  const { momentum = 0, weightDecay, ...rest } = options;
  const moving = momentum === 0 ? [] : [scaleByMomentum(momentum)];
  return chain(...penalty(weightDecay), scaleByRms(rest), ...moving, scaleByRateOf("rmsprop", rate));
}
