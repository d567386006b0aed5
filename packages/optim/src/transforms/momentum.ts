/** Momentum: velocity = momentum * velocity + gradient (Polyak 1964); Nesterov's looks one step ahead (Sutskever et al. 2013). */
import { full, RensaError, type Tensor } from "@rensa/core";
import { add, mul } from "@rensa/ops";
import { mapTensors, type Transform } from "./transform.ts";

/**
 * Accumulates gradients with decay, as PyTorch's SGD does (no dampening).
 *
 * @param momentum How much of the velocity is kept per step, from 0 below 1.
 * @param nesterov Use `gradient + momentum * velocity` as the update. Default: false.
 *
 * @throws RensaError `ARGUMENT_INVALID` for a momentum out of range.
 */
export function scaleByMomentum(momentum: number, nesterov = false): Transform {
  if (!(momentum >= 0 && momentum < 1)) {
    throw new RensaError(
      "ARGUMENT_INVALID",
      `scaleByMomentum: ${String(momentum)} is out of range; give a number from 0 to below 1.`,
    );
  }
  return {
    init: (parameters) => mapTensors(parameters, [], ({ shape, dtype }) => full(shape, 0, dtype)),
    update: (gradients, state) => {
      const velocity = mapTensors(
        gradients,
        [state],
        (gradient, before) => add(mul(before, momentum), gradient) as Tensor,
      );
      const updates = nesterov
        ? mapTensors(gradients, [velocity], (gradient, now) => add(gradient, mul(now, momentum)) as Tensor)
        : velocity;
      return [updates, velocity];
    },
  };
}
