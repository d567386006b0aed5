/** Precision along the ranking. */
import type { Metric } from "../metric.ts";
import { collectedScores, scoreGroups, scoreStatistics } from "./ranking.ts";

/**
 * `sum over thresholds of (recall_n - recall_(n-1)) precision_n`, the area under the steps of the curve of precision by
 * recall. Examples of one score are one threshold. As scikit-learn's `average_precision_score`: 0 where there is no
 * positive. NaN where a score is.
 *
 * Outputs are one score for each target, of any range; a target above 0.5 is positive. All scores are kept until the
 * result is asked for.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `DTYPE_MISMATCH` when it is traced.
 *
 * @example
 * ```ts
 * import { averagePrecision, evaluateMetric } from "@rensa/nn";
 * import { jsBackend } from "@rensa/backend-js";
 *
 * const batch = { outputs: [0.1, 0.4, 0.35, 0.8], targets: [0, 0, 1, 1] };
 * console.log(await evaluateMetric(averagePrecision(), [batch], { backend: jsBackend() })); // 0.8333333333333333
 * ```
 */
export function averagePrecision(): Metric {
  return {
    statistics: scoreStatistics("averagePrecision"),
    collect: collectedScores,
    result: (totals) => {
      const groups = scoreGroups(totals);
      if (groups === null) return Number.NaN;
      let found = 0;
      let examples = 0;
      let area = 0;
      for (const { positives, negatives } of groups) {
        found += positives;
        examples += positives + negatives;
        area += (positives * found) / examples;
      }
      return found === 0 ? 0 : area / found;
    },
  };
}
