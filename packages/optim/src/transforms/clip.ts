/** Clipping by the global norm: gradients longer than a bound are scaled down together (Pascanu et al. 2013). */
import { flatten, isTensor, RensaError, type Tensor } from "@rensa/core";
import { add, div, maximum, mul, sqrt, square, sum } from "@rensa/ops";
import { mapTensors, type Transform } from "./transform.ts";

/**
 * Scales all gradients by `min(1, bound / norm)`, where the norm is that of all of them together.
 *
 * @throws RensaError `ARGUMENT_INVALID` for a bound that is not positive.
 */
export function clipByGlobalNorm(bound: number): Transform {
  if (!(bound > 0))
    throw new RensaError(
      "ARGUMENT_INVALID",
      `clipByGlobalNorm: ${String(bound)} is not a bound; give a positive number.`,
    );
  return {
    init: () => ({}),
    update: (gradients, state) => {
      const squares = flatten(gradients, isTensor).map(([, gradient]) => sum(square(gradient)) as Tensor);
      const [first, ...others] = squares;
      if (first === undefined) return [gradients, state];
      const norm = sqrt(others.reduce<Tensor>((total, one) => add(total, one) as Tensor, first));
      const factor = div(bound, maximum(norm, bound) as Tensor) as Tensor;
      return [mapTensors(gradients, [], (gradient) => mul(gradient, factor) as Tensor), state];
    },
  };
}
