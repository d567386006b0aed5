/**
 * SAM: the gradient where the loss is highest nearby (Foret et al. 2021, algorithm 1); adaptive, nearby is measured in
 * parameters (Kwon et al. 2021, algorithm 1).
 *
 * g' = gradient at p + rho g / |g|; adaptive: at p + rho p^2 g / |p g|.
 */
import { checkOptions } from "@rensa/core";
import { abs, add, cast, div, maximum, mul } from "@rensa/ops";
import { expectRange, intervals, ranges } from "../ranges.ts";
import { globalNorm } from "./norms.ts";
import { transform } from "./define-transform.ts";
import { checkTransform, type Transform } from "./transform.ts";
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
 * @param optimizer A whole optimizer, learning rate included.
 * @throws RensaError `ARGUMENT_INVALID` for a rho that is not positive, and in a trace where nobody can evaluate elsewhere.
 *
 * @example
 * ```ts
 * import { sam, sgd } from "@rensa/optim";
 *
 * const optimizer = sam(sgd(0.1, { momentum: 0.9 }), { rho: 0.05 });
 * console.log(optimizer.addresses); // ["rho", "momentum", "learningRate"]
 * ```
 */
export function sam<Address extends string>(
  optimizer: Transform<Address>,
  options: SamOptions = {},
): Transform<Address | "rho"> {
  checkTransform("sam", optimizer);
  checkOptions("sam", options, ["rho", "adaptive"]);
  const { rho = 0.05, adaptive = false } = options;
  expectRange("sam", ranges.positive, { rho });
  return transform({
    name: "sam",
    hyperparameters: { rho: { initial: rho, ...intervals.positive } },
    inner: optimizer,
    update: ({ gradients, parameters, hyperparameters, inner, context }) => {
      const scaled = adaptive ? mapTensors(gradients, [parameters], (g, p) => mul(g, abs(p))) : gradients;
      const norm = globalNorm(scaled);
      if (norm === null) return { updates: gradients, inner: inner.state };
      const distance = div(hyperparameters.rho, maximum(norm, shortestGradient));
      const highest = mapTensors(parameters, [scaled], (parameter, direction) => {
        const way = mul(direction, cast(distance, parameter.dtype));
        return add(parameter, adaptive ? mul(way, abs(parameter)) : way);
      });
      const { updates, state } = inner.update({ gradients: context.evaluate(highest).gradients });
      return { updates, inner: state };
    },
  });
}
