/** How many of what is positive are found. */
import { checkOptions } from "@rensa/core";
import type { Metric } from "../metric.ts";
import { ratio, type AveragedScore, type ClassAverage } from "./average.ts";
import { classScore, type ClassScoreOptions } from "./class-counts.ts";

/**
 * `true positives / actual positives`, also called sensitivity; 0 where nothing is positive, as scikit-learn's
 * `recall_score` with `zero_division=0`.
 *
 * Outputs, targets and options are those of `precision`.
 *
 * @throws RensaError `ARGUMENT_INVALID`; when it is traced `RANK_MISMATCH`, `SHAPE_MISMATCH`, `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { hostTensor } from "@rensa/core";
 * import { evaluateMetric, recall } from "@rensa/nn";
 * import { jsBackend } from "@rensa/backend-js";
 *
 * const batch = { outputs: [[0.9, 0.1], [0.2, 0.8], [0.6, 0.4]], targets: hostTensor([0, 1, 1], [3], "i32") };
 * const metric = recall({ average: "perClass" });
 * console.log(await evaluateMetric(metric, [batch], { backend: jsBackend() })); // [[1, 0.5]]
 * ```
 */
export function recall<const A extends ClassAverage = "binary">(
  options: ClassScoreOptions<A> = {},
): Metric<AveragedScore<A>> {
  checkOptions("recall", options, ["average", "threshold", "logits", "ignoreLabel"]);
  return classScore("recall", options, ({ truePositives, actual }) => ratio(truePositives, actual));
}
