/** How well regions of classes cover each other: the metric of segmentation. */
import { checkOptions } from "@rensa/core";
import type { Metric } from "../metric.ts";
import { averageScore, ratio } from "./average.ts";
import { countsOf, labelCounts } from "./class-counts.ts";
import type { LabelOptions } from "./class-labels.ts";

/**
 * The mean over classes of `intersection / union`: of the elements that are of the class and are said to be of it, by
 * those that are one or the other (the Jaccard index). Classes that occur in neither targets nor predictions are left
 * out; 0 where there is no element.
 *
 * Outputs are scores `[..., classes]`, such as `[batch, height, width, classes]`, of which the largest counts; targets
 * integer labels `[...]` or unit vectors. A label outside of the classes that is not `ignoreLabel` makes the result NaN.
 * As scikit-learn's `jaccard_score` with `average="macro"`.
 *
 * @throws RensaError `RANK_MISMATCH`, `SHAPE_MISMATCH`, `DTYPE_MISMATCH` when it is traced.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { hostTensor } from "@rensa/core";
 * import { evaluateMetric, meanIntersectionOverUnion } from "@rensa/nn";
 * import { jsBackend } from "@rensa/backend-js";
 *
 * const batch = { outputs: [[0.9, 0.1], [0.2, 0.8], [0.6, 0.4]], targets: hostTensor([0, 1, 1], [3], "i32") };
 * console.log(await evaluateMetric(meanIntersectionOverUnion(), [batch], { backend: jsBackend() })); // 0.5
 * ```
 */
export function meanIntersectionOverUnion(options: LabelOptions = {}): Metric {
  checkOptions("meanIntersectionOverUnion", options, ["ignoreLabel"]);
  return {
    statistics: labelCounts("meanIntersectionOverUnion", options),
    result: (totals) =>
      averageScore(
        countsOf(totals),
        ({ truePositives, predicted, actual }) => ratio(truePositives, predicted + actual - truePositives),
        "macro",
      ),
  };
}
