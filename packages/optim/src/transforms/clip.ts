/** Clipping by the global norm: gradients longer than a bound are scaled down together (Pascanu et al. 2013). */
import { full } from "@rensa/core";
import { cast, div, maximum, mul } from "@rensa/ops";
import { hyperparameterOf, numbersOf } from "./hyperparameters.ts";
import { expectRange, ranges } from "../ranges.ts";
import { globalNorm } from "./norms.ts";
import { child, type Transform } from "./transform.ts";
import { mapTensors } from "./trees.ts";

/**
 * Scales all gradients by `min(1, bound / norm)`, where the norm is that of all of them together. The bound is the
 * hyperparameter `clipNorm`; the norm before clipping is reported as `gradientNorm`.
 *
 * @throws RensaError `ARGUMENT_INVALID` for a bound that is not positive.
 *
 * @example
 * ```ts
 * import { adam, chain, clipByGlobalNorm } from "@rensa/optim";
 *
 * const optimizer = chain(clipByGlobalNorm(1), adam(1e-3));
 * ```
 */
export function clipByGlobalNorm(bound: number): Transform {
  expectRange("clipByGlobalNorm", ranges.positive, { "the bound": bound });
  return {
    init: (parameters) => ({
      hyperparameters: numbersOf({ clipNorm: bound }, parameters),
      reports: numbersOf({ gradientNorm: 0 }, parameters),
    }),
    update: (gradients, state) => {
      const norm = globalNorm(gradients) ?? full([], 0);
      const limit = hyperparameterOf(state, "clipNorm");
      const factor = div(limit, maximum(norm, limit));
      return [
        mapTensors(gradients, [], (gradient) => mul(gradient, cast(factor, gradient.dtype))),
        { hyperparameters: child(state, "hyperparameters"), reports: { gradientNorm: norm } },
      ];
    },
  };
}
