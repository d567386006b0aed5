/** Gradient centralization: gradients of weights get the mean 0 (Yong et al. 2020, equation 1). */
import { sub } from "@rensa/ops";
import { unitMeans } from "./norms.ts";
import { transform } from "./define-transform.ts";
import type { Transform } from "./transform.ts";
import { mapTensors } from "./trees.ts";

/**
 * Subtracts, for each output of a weight (its last axis), the mean of the gradients that lead to it. Vectors and scalars
 * are left alone.
 *
 * @example
 * ```ts
 * import { adam, centralizeGradients, chain } from "@rensa/optim";
 * import { f32, trace } from "@rensa/core";
 * import { compile } from "rensa";
 *
 * const optimizer = chain(centralizeGradients(), adam(1e-3));
 * const first = trace({ x: f32(2), slope: f32(2) }, ({ x, slope }) => ({
 *   change: optimizer.update({ gradients: slope, state: optimizer.init(x), parameters: x }).updates,
 * }));
 * console.log((await compile(first)).run({ x: [1, 2], slope: [0.5, -2] })); // { change: { shape: [2], dtype: "f32", data: Float32Array [-0.001, 0.001] } }
 * ```
 */
export function centralizeGradients(): Transform<never> {
  return transform({
    name: "centralizeGradients",
    update: ({ gradients }) => ({
      updates: mapTensors(gradients, [], (gradient) => {
        const means = unitMeans(gradient);
        return means === null ? gradient : sub(gradient, means);
      }),
    }),
  });
}
