/** How far predictions are off. */
import { full, sizeOf } from "@rensa/core";
import { abs, sum } from "@rensa/ops";
import type { Metric } from "../metric.ts";
import { totalOf } from "./counts.ts";
import { differencesOf } from "./regression-errors.ts";

/**
 * The mean over all elements of `|prediction - target|`, summed in float64. NaN where there is no element. As
 * scikit-learn's `mean_absolute_error`. `meanAbsoluteError` of `@rensa/ops` is the loss of a batch.
 *
 * Outputs and targets have one shape, but that either may have a last axis of 1 more.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `DTYPE_MISMATCH` when it is traced.
 *
 * @example
 * ```ts
 * import { evaluateMetric, meanAbsoluteErrorMetric } from "@rensa/nn";
 * import { jsBackend } from "@rensa/backend-js";
 *
 * const batches = [{ outputs: [1, 2], targets: [2, 4] }, { outputs: [3], targets: [3] }];
 * console.log(await evaluateMetric(meanAbsoluteErrorMetric(), batches, { backend: jsBackend() })); // 1
 * ```
 */
export function meanAbsoluteErrorMetric(): Metric {
  return {
    statistics: (outputs, targets) => {
      const { differences } = differencesOf("meanAbsoluteErrorMetric", outputs, targets);
      return {
        total: sum(abs(differences)),
        elements: full([], sizeOf(differences.shape), "i32"),
      };
    },
    result: (totals) => totalOf(totals, "total") / totalOf(totals, "elements"),
  };
}
