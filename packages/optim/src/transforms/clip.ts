/** Clipping by the global norm: gradients longer than a bound are scaled down together (Pascanu et al. 2013). */
import { full } from "@rensa/core";
import { cast, div, maximum, mul } from "@rensa/ops";
import { expectRange, intervals, ranges } from "../ranges.ts";
import { globalNorm } from "./norms.ts";
import { transform } from "./define-transform.ts";
import type { Transform } from "./transform.ts";
import { mapTensors } from "./trees.ts";

/**
 * Scales all gradients by `min(1, bound / norm)`, where the norm is that of all of them together. The bound is the
 * hyperparameter `clipNorm`; the norm before clipping is reported as `gradientNorm`.
 *
 * @param bound - The largest norm that stays as it is.
 *
 * @throws RensaError `ARGUMENT_INVALID` for a bound that is not positive.
 *
 * @example
 * ```ts
 * import { adam, chain, clipByGlobalNorm } from "@rensa/optim";
 * import { f32, trace } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const optimizer = chain(clipByGlobalNorm(1), adam(1e-3));
 * const first = trace({ x: f32(2), slope: f32(2) }, ({ x, slope }) => ({
 *   change: optimizer.update({ gradients: slope, state: optimizer.init(x), parameters: x }).updates,
 * }));
 * console.log((await compile(first)).run({ x: [1, 2], slope: [0.5, -2] })); // { change: { shape: [2], dtype: "f32", data: Float32Array [-0.001, 0.001] } }
 * ```
 */
export function clipByGlobalNorm(bound: number): Transform<"clipNorm"> {
  expectRange("clipByGlobalNorm", ranges.positive, { "the bound": bound });
  return transform({
    name: "clipByGlobalNorm",
    hyperparameters: { clipNorm: { initial: bound, ...intervals.positive } },
    reports: { gradientNorm: 0 },
    update: ({ gradients, hyperparameters: { clipNorm } }) => {
      const norm = globalNorm(gradients) ?? full([], 0);
      const factor = div(clipNorm, maximum(norm, clipNorm));
      return {
        updates: mapTensors(gradients, [], (gradient) => mul(gradient, cast(factor, gradient.dtype))),
        reports: { gradientNorm: norm },
      };
    },
  });
}
