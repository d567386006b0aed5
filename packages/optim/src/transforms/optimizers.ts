/** The optimizers by their names: chains of the transforms. */
import type { Schedule } from "../schedules/schedule.ts";
import { scaleByAdam, type AdamOptions } from "./adam.ts";
import { scaleByLearningRate } from "./learning-rate.ts";
import { scaleByMomentum } from "./momentum.ts";
import { chain, type Transform } from "./transform.ts";
import { addDecayedWeights } from "./weight-decay.ts";

/** How {@link sgd} moves. */
export interface SgdOptions {
  /** Default: 0, plain gradient descent. */
  readonly momentum?: number;
  /** Nesterov's momentum. Default: false. */
  readonly nesterov?: boolean;
}

/**
 * Stochastic gradient descent.
 *
 * @example
 * ```ts
 * import { sgd } from "@rensa/optim";
 *
 * const optimizer = sgd(0.1, { momentum: 0.9, nesterov: true });
 * ```
 */
export function sgd(rate: number | Schedule, options: SgdOptions = {}): Transform {
  const { momentum = 0, nesterov = false } = options;
  return momentum === 0
    ? scaleByLearningRate(rate)
    : chain(scaleByMomentum(momentum, nesterov), scaleByLearningRate(rate));
}

/** Adam (Kingma and Ba 2015). */
export function adam(rate: number | Schedule, options: AdamOptions = {}): Transform {
  return chain(scaleByAdam(options), scaleByLearningRate(rate));
}

/** Adam with decoupled weight decay (Loshchilov and Hutter 2019). Default decay: 0.01. */
export function adamw(
  rate: number | Schedule,
  options: AdamOptions & { readonly weightDecay?: number } = {},
): Transform {
  return chain(scaleByAdam(options), addDecayedWeights(options.weightDecay ?? 0.01), scaleByLearningRate(rate));
}
