/** Momentum: velocity = momentum * velocity + gradient (Polyak 1964); Nesterov's looks one step ahead (Sutskever et al. 2013). */
import { checkOptions, full, RensaError, type Tensor } from "@rensa/core";
import { add, greater, mul, where } from "@rensa/ops";
import { hyperparameterOf, numbersOf } from "./hyperparameters.ts";
import { expectRange, ranges } from "../ranges.ts";
import { child, childTensor, type Transform } from "./transform.ts";
import { filledLike, mapTensors } from "./trees.ts";

/** How {@link scaleByMomentum} accumulates. */
export interface MomentumOptions {
  /** Use `gradient + momentum * velocity` as the update. Default: false. */
  readonly nesterov?: boolean;
  /** The share of each gradient but the first that is left out of the velocity. Default: 0. */
  readonly dampening?: number;
}

/**
 * Accumulates gradients with decay, as PyTorch's `SGD` does. The momentum is the hyperparameter `momentum`.
 *
 * @param momentum How much of the velocity is kept per step, from 0 below 1.
 *
 * @throws RensaError `ARGUMENT_INVALID` for a momentum out of range, a dampening that is not from 0 to 1, and for
 *   Nesterov's momentum with dampening.
 *
 * @example
 * ```ts
 * import { chain, scaleByLearningRate, scaleByMomentum } from "@rensa/optim";
 *
 * const optimizer = chain(scaleByMomentum(0.9, { nesterov: true }), scaleByLearningRate(0.1));
 * ```
 */
export function scaleByMomentum(momentum: number, options: MomentumOptions = {}): Transform {
  checkOptions("scaleByMomentum", options, ["nesterov", "dampening"]);
  const { nesterov = false, dampening = 0 } = options;
  expectRange("scaleByMomentum", ranges.decay, { "the momentum": momentum });
  expectRange("scaleByMomentum", ranges.share, { "the dampening": dampening });
  if (nesterov && dampening > 0) {
    throw new RensaError(
      "ARGUMENT_INVALID",
      "scaleByMomentum: Nesterov's momentum has no dampening; leave one of them out.",
    );
  }
  // The first gradient counts in full, so dampening has to know which one that is.
  const counts = dampening > 0;
  return {
    init: (parameters) => ({
      ...(counts && { step: full([], 0, "i32") }),
      velocity: filledLike(parameters, 0),
      hyperparameters: numbersOf({ momentum }, parameters),
    }),
    update: (gradients, state) => {
      const step = counts ? childTensor(state, "step") : null;
      const isLater = step && greater(step, 0);
      const share = ({ dtype }: Tensor): Tensor | null => isLater && where(isLater, full([], 1 - dampening, dtype), 1);
      const kept = (velocity: Tensor): Tensor => mul(velocity, hyperparameterOf(state, "momentum", velocity));
      const velocity = mapTensors(gradients, [child(state, "velocity")], (gradient, before) => {
        const counted = share(gradient);
        const added = counted === null ? gradient : mul(gradient, counted);
        return add(kept(before), added);
      });
      const updates = nesterov
        ? mapTensors(gradients, [velocity], (gradient, now) => add(gradient, kept(now)))
        : velocity;
      const hyperparameters = child(state, "hyperparameters");
      return [updates, { ...(step && { step: add(step, 1) }), velocity, hyperparameters }];
    },
  };
}
