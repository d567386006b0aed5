/** How far predictions are off, where large errors count more. */
import { full, sizeOf } from "@rensa/core";
import { sumOfSquares } from "@rensa/ops";
import type { Metric } from "../metric.ts";
import { totalOf } from "./counts.ts";
import { differencesOf } from "./regression-errors.ts";

/**
 * The square root of the mean over all elements of `(prediction - target)²`, summed in float64. NaN where there is no
 * element. As scikit-learn's `root_mean_squared_error` of one output; of several, it is the root of the mean over all, and
 * not the mean of their roots.
 *
 * Outputs and targets have one shape, but that either may have a last axis of 1 more.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `DTYPE_MISMATCH` when it is traced.
 *
 * @example
 * ```ts
 * import { evaluateMetric, rootMeanSquaredError } from "@rensa/nn";
 * import { jsBackend } from "@rensa/backend-js";
 *
 * const batches = [{ outputs: [1, 2], targets: [2, 2] }, { outputs: [3, 0], targets: [3, 0] }];
 * console.log(await evaluateMetric(rootMeanSquaredError(), batches, { backend: jsBackend() })); // 0.5
 * ```
 */
export function rootMeanSquaredError(): Metric {
  return {
    statistics: (outputs, targets) => {
      const { differences } = differencesOf("rootMeanSquaredError", outputs, targets);
      return {
        total: sumOfSquares(differences),
        elements: full([], sizeOf(differences.shape), "i32"),
      };
    },
    result: (totals) => Math.sqrt(totalOf(totals, "total") / totalOf(totals, "elements")),
  };
}
