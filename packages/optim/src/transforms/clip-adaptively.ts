/** Adaptive clipping: gradients that are long beside their weights are scaled down (Brock et al. 2021, equation 3). */
import { checkOptions } from "@rensa/core";
import { div, maximum, minimum, mul } from "@rensa/ops";
import { expectRange, intervals, ranges } from "../ranges.ts";
import { unitNorms } from "./norms.ts";
import { transform } from "./define-transform.ts";
import type { Transform } from "./transform.ts";
import { castLike, mapTensors } from "./trees.ts";

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
 * import { f32, trace } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const optimizer = chain(clipAdaptively(0.01), sgd(0.1, { momentum: 0.9 }));
 * const first = trace({ x: f32(2), slope: f32(2) }, ({ x, slope }) => ({
 *   change: optimizer.update({ gradients: slope, state: optimizer.init(x), parameters: x }).updates,
 * }));
 * console.log((await compile(first)).run({ x: [1, 2], slope: [0.5, -2] })); // { change: { shape: [2], dtype: "f32", data: Float32Array [-0.0005423..., 0.002169...] } }
 * ```
 */
export function clipAdaptively(ratio = 0.01, options: AdaptiveClippingOptions = {}): Transform<"clipRatio"> {
  checkOptions("clipAdaptively", options, ["epsilon"]);
  const { epsilon = 1e-3 } = options;
  expectRange("clipAdaptively", ranges.positive, { "the ratio": ratio, epsilon });
  return transform({
    name: "clipAdaptively",
    hyperparameters: { clipRatio: { initial: ratio, ...intervals.positive } },
    update: ({ gradients, parameters, hyperparameters: { clipRatio } }) => ({
      updates: mapTensors(gradients, [parameters], (gradient, parameter) => {
        const longest = mul(maximum(unitNorms(parameter), epsilon), castLike(clipRatio, gradient));
        return mul(gradient, minimum(div(longest, maximum(unitNorms(gradient), shortestGradient)), 1));
      }),
    }),
  });
}
