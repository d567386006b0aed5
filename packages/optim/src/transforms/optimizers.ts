/** The most used optimizers by their names: chains of the transforms. */
import { checkOptions } from "@rensa/core";
import type { Schedule } from "../schedules/schedule.ts";
import { scaleByAdam, type AdamOptions } from "./adam.ts";
import { scaleByRateOf } from "./learning-rate.ts";
import { scaleByMomentum, type MomentumOptions } from "./momentum.ts";
import { penalty, type PenaltyOptions } from "./penalty.ts";
import type { Chained } from "./address-types.ts";
import { chain } from "./chain.ts";
import type { RateAddress } from "./rate-state.ts";
import type { Transform } from "./transform.ts";
import { addDecayedWeights, type WeightDecayOptions } from "./weight-decay.ts";

/** How {@link sgd} moves. */
export interface SgdOptions extends MomentumOptions, PenaltyOptions {
  /** Default: 0, plain gradient descent. */
  readonly momentum?: number;
}

/**
 * Stochastic gradient descent, as PyTorch's `SGD`.
 *
 * @param rate - The learning rate: a number, or a schedule of the step.
 *
 * @throws RensaError `ARGUMENT_INVALID` for constants out of range, and for Nesterov's momentum with dampening.
 *
 * @example
 * ```ts
 * import { sgd } from "@rensa/optim";
 * import { f32, trace } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const optimizer = sgd(0.1, { momentum: 0.9, nesterov: true });
 * const first = trace({ x: f32(2), slope: f32(2) }, ({ x, slope }) => ({
 *   change: optimizer.update({ gradients: slope, state: optimizer.init(x), parameters: x }).updates,
 * }));
 * console.log((await compile(first)).run({ x: [1, 2], slope: [0.5, -2] })); // { change: { shape: [2], dtype: "f32", data: Float32Array [-0.095, 0.38] } }
 * ```
 */
export function sgd(
  rate: number | Schedule,
  options: SgdOptions = {},
): Transform<Chained<RateAddress | "momentum" | "weightDecay">> {
  checkOptions("sgd", options, ["momentum", "nesterov", "dampening", "weightDecay"]);
  const { momentum = 0, weightDecay, ...rest } = options;
  const moving = momentum === 0 ? [] : [scaleByMomentum(momentum, rest)];
  const before = [...penalty(weightDecay), ...moving];
  return before.length === 0 ? scaleByRateOf("sgd", rate) : chain(...before, scaleByRateOf("sgd", rate));
}

/**
 * Adam (Kingma and Ba 2015), as PyTorch's `Adam`. Its weight decay is a penalty; {@link adamw} has the decoupled one.
 *
 * @param rate - The learning rate: a number, or a schedule of the step.
 *
 * @throws RensaError `ARGUMENT_INVALID` for constants out of range.
 *
 * @example
 * ```ts
 * import { adam } from "@rensa/optim";
 * import { f32, trace } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const optimizer = adam(1e-3, { beta2: 0.99 });
 * const first = trace({ x: f32(2), slope: f32(2) }, ({ x, slope }) => ({
 *   change: optimizer.update({ gradients: slope, state: optimizer.init(x), parameters: x }).updates,
 * }));
 * console.log((await compile(first)).run({ x: [1, 2], slope: [0.5, -2] })); // { change: { shape: [2], dtype: "f32", data: Float32Array [-0.001, 0.001] } }
 * ```
 */
export function adam(
  rate: number | Schedule,
  options: AdamOptions & PenaltyOptions = {},
): Transform<Chained<RateAddress | "weightDecay">> {
  checkOptions("adam", options, ["beta1", "beta2", "epsilon", "amsgrad", "weightDecay"]);
  const { weightDecay, ...rest } = options;
  return chain(...penalty(weightDecay), scaleByAdam(rest), scaleByRateOf("adam", rate));
}

/** The constants of {@link adamw}. */
export interface AdamwOptions extends AdamOptions, WeightDecayOptions {
  /** The share of the parameters that is taken off with each step, times the rate. Default: 0.01. */
  readonly weightDecay?: number;
}

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019), as PyTorch's `AdamW`.
 *
 * @param rate - The learning rate: a number, or a schedule of the step.
 *
 * @throws RensaError `ARGUMENT_INVALID` for constants out of range.
 *
 * @example
 * ```ts
 * import { adamw } from "@rensa/optim";
 * import { f32, trace } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const optimizer = adamw(1e-3, { weightDecay: 0.1, mask: (_path, parameter) => parameter.shape.length > 1 });
 * const first = trace({ x: f32(2), slope: f32(2) }, ({ x, slope }) => ({
 *   change: optimizer.update({ gradients: slope, state: optimizer.init(x), parameters: x }).updates,
 * }));
 * console.log((await compile(first)).run({ x: [1, 2], slope: [0.5, -2] })); // { change: { shape: [2], dtype: "f32", data: Float32Array [-0.001, 0.001] } }
 * ```
 */
export function adamw(
  rate: number | Schedule,
  options: AdamwOptions = {},
): Transform<Chained<RateAddress | "weightDecay">> {
  checkOptions("adamw", options, ["weightDecay", "beta1", "beta2", "epsilon", "amsgrad", "mask"]);
  const { weightDecay = 0.01, mask, ...rest } = options;
  return chain(
    scaleByAdam(rest),
    addDecayedWeights(weightDecay, mask === undefined ? {} : { mask }),
    scaleByRateOf("adamw", rate),
  );
}
