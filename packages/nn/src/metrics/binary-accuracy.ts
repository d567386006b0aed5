/** How often a yes or no is right. */
import { checkOptions, full, sizeOf } from "@rensa/core";
import { equal } from "@rensa/ops";
import type { Metric } from "../metric.ts";
import { binaryTruth, decisions, scoreThreshold, type DecisionOptions } from "./binary-decisions.ts";
import { countOf, totalOf } from "./counts.ts";

/**
 * The part of the elements whose score says what is true: positive above the threshold, negative else. NaN where there
 * is no element.
 *
 * Outputs and targets have one shape, but that either may have a last axis of 1 more. Outputs are probabilities, or with
 * `logits` logits; a target above 0.5 is positive. Default `threshold`: 0.5, a probability in either case.
 *
 * @throws RensaError `ARGUMENT_INVALID`; when it is traced `SHAPE_MISMATCH`, `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { binaryAccuracy, evaluateMetric } from "@rensa/nn";
 * import { jsBackend } from "@rensa/backend-js";
 *
 * const batch = { outputs: [2.5, -0.5, 0.1, -3], targets: [1, 1, 1, 0] };
 * console.log(await evaluateMetric(binaryAccuracy({ logits: true }), [batch], { backend: jsBackend() })); // 0.75
 * ```
 */
export function binaryAccuracy(options: DecisionOptions = {}): Metric {
  checkOptions("binaryAccuracy", options, ["threshold", "logits"]);
  const threshold = scoreThreshold("binaryAccuracy", options);
  return {
    statistics: (outputs, targets) => {
      const { scores, isPositive } = binaryTruth("binaryAccuracy", outputs, targets);
      const right = countOf(equal(decisions(scores, threshold), isPositive));
      return { right, elements: full([], sizeOf(scores.shape), "i32") };
    },
    result: (totals) => totalOf(totals, "right") / totalOf(totals, "elements"),
  };
}
