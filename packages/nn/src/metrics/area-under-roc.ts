/** How well scores rank positives above negatives. */
import type { Metric } from "../metric.ts";
import { areaOf, collectedScores, scoreGroups, scoreStatistics } from "./ranking.ts";

/**
 * The area under the receiver operating characteristic: how probable it is that a positive has a larger score than a
 * negative, where equal scores count half. Exact, as scikit-learn's `roc_auc_score`. NaN where there is no positive or no
 * negative, or a score is NaN.
 *
 * Outputs are one score for each target, of any range: logits rank as probabilities do. A target above 0.5 is positive.
 * All scores are kept until the result is asked for, 16 bytes an example or more; `binnedAreaUnderRoc` needs the same
 * memory for any number of examples.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `DTYPE_MISMATCH` when it is traced.
 *
 * @example
 * ```ts
 * import { areaUnderRoc, evaluateMetric } from "@rensa/nn";
 * import { jsBackend } from "@rensa/backend-js";
 *
 * const batch = { outputs: [0.1, 0.4, 0.35, 0.8], targets: [0, 0, 1, 1] };
 * console.log(await evaluateMetric(areaUnderRoc(), [batch], { backend: jsBackend() })); // 0.75
 * ```
 */
export function areaUnderRoc(): Metric {
  return {
    statistics: scoreStatistics("areaUnderRoc"),
    collect: collectedScores,
    result: (totals) => {
      const groups = scoreGroups(totals);
      return groups === null ? Number.NaN : areaOf(groups);
    },
  };
}
