/** How many of what is said to be positive are. */
import { checkOptions } from "@rensa/core";
import type { Metric } from "../metric.ts";
import { ratio, type AveragedScore, type ClassAverage } from "./average.ts";
import { classScore, type ClassScoreOptions } from "./class-counts.ts";

/**
 * `true positives / predicted positives`; 0 where nothing is predicted positive, as scikit-learn's `precision_score` with
 * `zero_division=0`.
 *
 * By default (`average: "binary"`) outputs are one probability, or with `logits` one logit, for each target; above the
 * `threshold` (default 0.5) it says positive. For any other average, outputs are scores `[..., classes]` of which the
 * largest counts, and targets integer labels `[...]` or unit vectors; a label outside of the classes that is not
 * `ignoreLabel` makes the result NaN.
 *
 * @throws RensaError `ARGUMENT_INVALID`; when it is traced `RANK_MISMATCH`, `SHAPE_MISMATCH`, `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { evaluateMetric, precision } from "@rensa/nn";
 * import { jsBackend } from "@rensa/backend-js";
 *
 * const batch = { outputs: [0.9, 0.8, 0.7, 0.2], targets: [1, 0, 1, 1] };
 * console.log(await evaluateMetric(precision(), [batch], { backend: jsBackend() })); // 0.6666666666666666
 * ```
 */
export function precision<const A extends ClassAverage = "binary">(
  options: ClassScoreOptions<A> = {},
): Metric<AveragedScore<A>> {
  checkOptions("precision", options, ["average", "threshold", "logits", "ignoreLabel"]);
  return classScore("precision", options, ({ truePositives, predicted }) => ratio(truePositives, predicted));
}
