/**
 * SAM: the gradient where the loss is highest nearby (Foret et al. 2021, algorithm 1); adaptive, nearby is measured in
 * parameters (Kwon et al. 2021, algorithm 1).
 *
 * g' = gradient at p + rho g / |g|; adaptive: at p + rho p^2 g / |p g|.
 */
import { checkOptions, RensaError } from "@rensa/core";
import { abs, add, cast, div, maximum, mul } from "@rensa/ops";
import { hyperparameterOf, numbersOf } from "./hyperparameters.ts";
import { expectRange, ranges } from "../ranges.ts";
import { globalNorm } from "./norms.ts";
import { checkTransform, child, evaluatedWithin, type Transform } from "./transform.ts";
import { mapTensors } from "./trees.ts";

/** How {@link sam} climbs. */
export interface SamOptions {
  /** How far. Default: 0.05. */
  readonly rho?: number;
  /** Measure each way by its parameter. Default: false. */
  readonly adaptive?: boolean;
}

/** Keeps a gradient of 0 from a division by 0. */
const shortestGradient = 1e-30;

/**
 * Gives an optimizer the gradients at the worst place nearby: loss and gradients are computed twice a step. `rho` is a
 * hyperparameter.
 *
 * @param inner A whole optimizer, learning rate included.
 * @throws RensaError `ARGUMENT_INVALID` for a rho that is not positive, and in a trace where nobody can evaluate elsewhere.
 *
 * @example
 * ```ts
 * import { sam, sgd } from "@rensa/optim";
 *
 * const optimizer = sam(sgd(0.1, { momentum: 0.9 }), { rho: 0.05 });
 * ```
 */
export function sam(inner: Transform, options: SamOptions = {}): Transform {
  checkTransform("sam", inner);
  checkOptions("sam", options, ["rho", "adaptive"]);
  const { rho = 0.05, adaptive = false } = options;
  expectRange("sam", ranges.positive, { rho });
  return {
    init: (parameters) => ({ hyperparameters: numbersOf({ rho }, parameters), inner: inner.init(parameters) }),
    update: (gradients, state, parameters, context) => {
      if (context === undefined) {
        throw new RensaError(
          "ARGUMENT_INVALID",
          "sam: there is no context to evaluate other parameters with; pass one to update, as train does.",
        );
      }
      const scaled = adaptive ? mapTensors(gradients, [parameters], (g, p) => mul(g, abs(p))) : gradients;
      const norm = globalNorm(scaled);
      const hyperparameters = child(state, "hyperparameters");
      if (norm === null) return [gradients, state];
      const distance = div(hyperparameterOf(state, "rho"), maximum(norm, shortestGradient));
      const highest = mapTensors(parameters, [scaled], (parameter, direction) => {
        const way = mul(direction, cast(distance, parameter.dtype));
        return add(parameter, adaptive ? mul(way, abs(parameter)) : way);
      });
      const { gradients: above } = context.evaluate(highest);
      const [updates, next] = inner.update(above, child(state, "inner"), parameters, context);
      return [updates, { hyperparameters, inner: next }];
    },
    ...evaluatedWithin(inner, "inner"),
  };
}
