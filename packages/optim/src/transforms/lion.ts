/**
 * Lion: the sign of a mean of gradients (Chen et al. 2023, algorithm 2).
 *
 * update = sign(b1 m + (1 - b1) g); m = b2 m + (1 - b2) g.
 */
import { checkOptions } from "@rensa/core";
import { sign } from "@rensa/ops";
import type { Schedule } from "../schedules/schedule.ts";
import { expectRange, ranges } from "../ranges.ts";
import { scaleByRateOf } from "./learning-rate.ts";
import { decayed, nextMean } from "./moments.ts";
import type { Chained } from "./address-types.ts";
import { chain } from "./chain.ts";
import type { RateAddress } from "./rate-state.ts";
import { transform } from "./define-transform.ts";
import type { Transform } from "./transform.ts";
import { filledLike, mapTensors } from "./trees.ts";
import { addDecayedWeights, type WeightDecayOptions } from "./weight-decay.ts";

/** The constants of {@link scaleByLion}. */
export interface ScaleByLionOptions {
  /** How much of the mean the direction takes. Default: 0.9. */
  readonly beta1?: number;
  /** Decay of the mean. Default: 0.99. */
  readonly beta2?: number;
}

/**
 * Replaces gradients by the signs of their running mean.
 *
 * @throws RensaError `ARGUMENT_INVALID` for a decay outside 0 to below 1.
 *
 * @example
 * ```ts
 * import { chain, scaleByLearningRate, scaleByLion } from "@rensa/optim";
 * import { f32, trace } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const optimizer = chain(scaleByLion(), scaleByLearningRate(1e-4));
 * const first = trace({ x: f32(2), slope: f32(2) }, ({ x, slope }) => ({
 *   change: optimizer.update({ gradients: slope, state: optimizer.init(x), parameters: x }).updates,
 * }));
 * console.log((await compile(first)).run({ x: [1, 2], slope: [0.5, -2] })); // { change: { shape: [2], dtype: "f32", data: Float32Array [-0.0001, 0.0001] } }
 * ```
 */
export function scaleByLion(options: ScaleByLionOptions = {}): Transform<never> {
  checkOptions("scaleByLion", options, ["beta1", "beta2"]);
  const { beta1 = 0.9, beta2 = 0.99 } = options;
  expectRange("scaleByLion", ranges.decay, { beta1, beta2 });
  return transform({
    name: "scaleByLion",
    slots: (parameters) => ({ first: filledLike(parameters, 0) }),
    update: ({ gradients, slots: { first } }) => ({
      updates: mapTensors(gradients, [first], (g, m) => sign(decayed(m, g, beta1))),
      slots: { first: nextMean(first, gradients, beta2) },
    }),
  });
}

/** The constants of {@link lion}. */
export interface LionOptions extends ScaleByLionOptions, WeightDecayOptions {
  /** The share of the parameters that is taken off with each step, times the rate. Default: 0. */
  readonly weightDecay?: number;
}

/**
 * Lion with decoupled weight decay. Its rate is 3 to 10 times smaller than Adam's, its decay as much larger.
 *
 * @param rate - The learning rate: a number, or a schedule of the step.
 *
 * @throws RensaError `ARGUMENT_INVALID` for constants out of range.
 *
 * @example
 * ```ts
 * import { lion } from "@rensa/optim";
 * import { f32, trace } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const optimizer = lion(1e-4, { weightDecay: 0.1 });
 * const first = trace({ x: f32(2), slope: f32(2) }, ({ x, slope }) => ({
 *   change: optimizer.update({ gradients: slope, state: optimizer.init(x), parameters: x }).updates,
 * }));
 * console.log((await compile(first)).run({ x: [1, 2], slope: [0.5, -2] })); // { change: { shape: [2], dtype: "f32", data: Float32Array [-0.00011, 0.00008] } }
 * ```
 */
export function lion(
  rate: number | Schedule,
  options: LionOptions = {},
): Transform<Chained<RateAddress | "weightDecay">> {
  checkOptions("lion", options, ["weightDecay", "beta1", "beta2", "mask"]);
  const { weightDecay = 0, mask, ...rest } = options;
  const decaying = weightDecay === 0 ? [] : [addDecayedWeights(weightDecay, mask === undefined ? {} : { mask })];
  return chain(scaleByLion(rest), ...decaying, scaleByRateOf("lion", rate));
}
