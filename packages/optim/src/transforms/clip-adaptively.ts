/** Adaptive clipping: gradients that are long beside their weights are scaled down (Brock et al. 2021, equation 3). */
import { checkOptions } from "@rensa/core";
import { div, maximum, minimum, mul } from "@rensa/ops";
import { hyperparameterOf, numbersOf } from "./hyperparameters.ts";
import { expectRange, ranges } from "../ranges.ts";
import { unitNorms } from "./norms.ts";
import type { Transform } from "./transform.ts";
import { mapTensors } from "./trees.ts";

/** The constants of {@link clipAdaptively}. */
export interface AdaptiveClippingOptions {
  /** The least length that weights count with, so that those that start at 0 can move. Default: 1e-3. */
  readonly epsilon?: number;
}

/** Keeps a gradient of 0 from a division by 0. */
const shortestGradient = 1e-6;

/**
 * Scales what leads to each output of a weight so that the gradient is at most `ratio` times as long as the weights.
 * A weight's outputs are its last axis; a vector counts as one. The ratio is the hyperparameter `clipRatio`.
 *
 * @param ratio Default: 0.01.
 * @throws RensaError `ARGUMENT_INVALID` for a ratio or an epsilon that is not positive.
 *
 * @example
 * ```ts
 * import { chain, clipAdaptively, sgd } from "@rensa/optim";
 *
 * const optimizer = chain(clipAdaptively(0.01), sgd(0.1, { momentum: 0.9 }));
 * ```
 */
export function clipAdaptively(ratio = 0.01, options: AdaptiveClippingOptions = {}): Transform {
  checkOptions("clipAdaptively", options, ["epsilon"]);
  const { epsilon = 1e-3 } = options;
  expectRange("clipAdaptively", ranges.positive, { "the ratio": ratio, epsilon });
  return {
    init: (parameters) => ({ hyperparameters: numbersOf({ clipRatio: ratio }, parameters) }),
    update: (gradients, state, parameters) => [
      mapTensors(gradients, [parameters], (gradient, parameter) => {
        const longest = mul(maximum(unitNorms(parameter), epsilon), hyperparameterOf(state, "clipRatio", gradient));
        const factor = minimum(div(longest, maximum(unitNorms(gradient), shortestGradient)), 1);
        return mul(gradient, factor);
      }),
      state,
    ],
  };
}
