/** Precision and recall as one number. */
import { checkOptions, formatGiven, RensaError } from "@rensa/core";
import type { Metric } from "../metric.ts";
import { ratio, type AveragedScore, type ClassAverage } from "./average.ts";
import { classScore, type ClassScoreOptions } from "./class-counts.ts";

/** The options of {@link fScore}. */
export interface FScoreOptions<A extends ClassAverage = "binary"> extends ClassScoreOptions<A> {
  /** How many times as much recall counts as precision. Default: 1, the F1 score. */
  readonly beta?: number;
}

/**
 * The weighted harmonic mean of precision p and recall r, `(1 + beta²) p r / (beta² p + r)`; 0 where nothing is positive
 * and nothing predicted so, as scikit-learn's `fbeta_score` with `zero_division=0`. An average is one of F scores, not of
 * precision and recall.
 *
 * Outputs, targets and the other options are those of `precision`.
 *
 * @throws RensaError `ARGUMENT_INVALID`; when it is traced `RANK_MISMATCH`, `SHAPE_MISMATCH`, `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { evaluateMetric, fScore } from "@rensa/nn";
 * import { jsBackend } from "@rensa/backend-js";
 *
 * const batch = { outputs: [2, 1, -1, -2], targets: [1, 0, 1, 0] };
 * console.log(await evaluateMetric(fScore({ logits: true }), [batch], { backend: jsBackend() })); // 0.5
 * ```
 */
export function fScore<const A extends ClassAverage = "binary">(
  options: FScoreOptions<A> = {},
): Metric<AveragedScore<A>> {
  checkOptions("fScore", options, ["beta", "average", "threshold", "logits", "ignoreLabel"]);
  const { beta = 1 } = options;
  if (!Number.isFinite(beta) || beta < 0) {
    throw new RensaError("ARGUMENT_INVALID", `fScore: beta is ${formatGiven(beta)}; give a number from 0.`);
  }
  const weight = beta ** 2;
  return classScore("fScore", options, ({ truePositives, predicted, actual }) =>
    ratio((1 + weight) * truePositives, weight * actual + predicted),
  );
}
