/**
 * LAMB: Adam's updates made as long as the parameters that they change (You et al. 2020, algorithm 2).
 *
 * update = |p| / |r| r, r = Adam's update + decay p; r itself where either length is 0.
 */
import { checkOptions } from "@rensa/core";
import { div, greater, logicalAnd, mul, where } from "@rensa/ops";
import type { Schedule } from "../schedules/schedule.ts";
import { scaleByAdam, type AdamOptions } from "./adam.ts";
import { scaleByRateOf } from "./learning-rate.ts";
import { length } from "./norms.ts";
import type { Chained } from "./address-types.ts";
import { chain } from "./chain.ts";
import type { RateAddress } from "./rate-state.ts";
import { transform } from "./define-transform.ts";
import type { Transform } from "./transform.ts";
import { mapTensors } from "./trees.ts";
import { addDecayedWeights, type WeightDecayOptions } from "./weight-decay.ts";

/**
 * Makes each update as long as its parameter, tensor by tensor; an update or a parameter of 0 is left alone.
 *
 * @example
 * ```ts
 * import { chain, scaleByAdam, scaleByLearningRate, scaleByTrustRatio } from "@rensa/optim";
 * import { f32, trace } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const optimizer = chain(scaleByAdam(), scaleByTrustRatio(), scaleByLearningRate(1e-3));
 * const first = trace({ x: f32(2), slope: f32(2) }, ({ x, slope }) => ({
 *   change: optimizer.update({ gradients: slope, state: optimizer.init(x), parameters: x }).updates,
 * }));
 * console.log((await compile(first)).run({ x: [1, 2], slope: [0.5, -2] })); // { change: { shape: [2], dtype: "f32", data: Float32Array [-0.001581..., 0.001581...] } }
 * ```
 */
export function scaleByTrustRatio(): Transform<never> {
  return transform({
    name: "scaleByTrustRatio",
    update: ({ gradients, parameters }) => ({
      updates: mapTensors(gradients, [parameters], (update, parameter) => {
        const [longest, long] = [length(parameter), length(update)];
        const isMeant = logicalAnd(greater(longest, 0), greater(long, 0));
        const ratio = div(longest, where(isMeant, long, 1));
        return mul(update, where(isMeant, ratio, 1));
      }),
    }),
  });
}

/** The constants of {@link lamb}. */
export interface LambOptions extends AdamOptions, WeightDecayOptions {
  /** Added to the root of the second moment. Default: 1e-6. */
  readonly epsilon?: number;
  /** The share of the parameters that is added to Adam's update. Default: 0. */
  readonly weightDecay?: number;
}

/**
 * LAMB, for large batches.
 *
 * @param rate - The learning rate: a number, or a schedule of the step.
 *
 * @throws RensaError `ARGUMENT_INVALID` for constants out of range.
 *
 * @example
 * ```ts
 * import { lamb } from "@rensa/optim";
 * import { f32, trace } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const optimizer = lamb(1e-3, { weightDecay: 0.01 });
 * const first = trace({ x: f32(2), slope: f32(2) }, ({ x, slope }) => ({
 *   change: optimizer.update({ gradients: slope, state: optimizer.init(x), parameters: x }).updates,
 * }));
 * console.log((await compile(first)).run({ x: [1, 2], slope: [0.5, -2] })); // { change: { shape: [2], dtype: "f32", data: Float32Array [-0.001604..., 0.001557...] } }
 * ```
 */
export function lamb(
  rate: number | Schedule,
  options: LambOptions = {},
): Transform<Chained<RateAddress | "weightDecay">> {
  checkOptions("lamb", options, ["epsilon", "weightDecay", "beta1", "beta2", "amsgrad", "mask"]);
  const { weightDecay = 0, epsilon = 1e-6, mask, ...rest } = options;
  const decaying = weightDecay === 0 ? [] : [addDecayedWeights(weightDecay, mask === undefined ? {} : { mask })];
  return chain(scaleByAdam({ ...rest, epsilon }), ...decaying, scaleByTrustRatio(), scaleByRateOf("lamb", rate));
}
