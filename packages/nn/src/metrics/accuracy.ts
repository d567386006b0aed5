/** How often the class is right. */
import { checkOptions } from "@rensa/core";
import { equal, logicalAnd } from "@rensa/ops";
import type { Metric } from "../metric.ts";
import { labeledRows, predictedClasses, type LabelOptions } from "./class-labels.ts";
import { countOf, totalOf } from "./counts.ts";

/**
 * The part of the rows whose largest score, the first of several, stands at the label.
 *
 * Outputs are scores `[..., classes]`: logits or probabilities. Targets are integer labels `[...]` (or `[..., 1]`), or
 * unit vectors of the outputs' shape. Every row counts the same, so that of sequences each position does. NaN where there
 * is no row, or where a label lies outside of the classes and is not `ignoreLabel`. As scikit-learn's `accuracy_score`.
 * Counts are exact: i32 for a batch, so up to 2^31 - 1 rows, and float64 over all.
 *
 * @throws RensaError `RANK_MISMATCH`, `SHAPE_MISMATCH`, `DTYPE_MISMATCH` when it is traced.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { hostTensor } from "@rensa/core";
 * import { accuracy, evaluateMetric } from "@rensa/nn";
 * import { jsBackend } from "@rensa/backend-js";
 *
 * const batch = { outputs: [[0.1, 0.9], [0.8, 0.2]], targets: hostTensor([1, 1], [2], "i32") };
 * console.log(await evaluateMetric(accuracy(), [batch], { backend: jsBackend() })); // 0.5
 * ```
 */
export function accuracy(options: LabelOptions = {}): Metric {
  checkOptions("accuracy", options, ["ignoreLabel"]);
  return {
    statistics: (outputs, targets) => {
      const { labels, counted, outside } = labeledRows("accuracy", outputs, targets, options);
      const isRight = equal(predictedClasses(outputs), labels);
      return { right: countOf(logicalAnd(isRight, counted)), rows: countOf(counted), outside };
    },
    result: (totals) =>
      totalOf(totals, "outside") > 0 ? Number.NaN : totalOf(totals, "right") / totalOf(totals, "rows"),
  };
}
