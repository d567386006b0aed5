/** How often the right class is among the first. */
import { checkOptions, formatGiven, formatShape, RensaError, type Shape, type Tensor } from "@rensa/core";
import {
  cast,
  equal,
  expandDims,
  iota,
  less,
  lessEqual,
  logicalAnd,
  logicalNot,
  logicalOr,
  pick,
  sum,
} from "@rensa/ops";
import type { Metric } from "../metric.ts";
import { labeledRows, type LabelOptions } from "./class-labels.ts";
import { countOf, totalOf } from "./counts.ts";

/**
 * The part of the rows whose label is among the `k` largest scores. Of equal scores the one with the smaller index counts
 * first, so that `k` 1 is `accuracy`; NaN counts as larger than all numbers, and a label whose own score is NaN as wrong.
 *
 * Outputs are scores `[..., classes]`, targets integer labels `[...]` or unit vectors. NaN where there is no row, or
 * where a label lies outside of the classes and is not `ignoreLabel`. As scikit-learn's `top_k_accuracy_score`, which of
 * equal scores takes the larger index.
 *
 * @param k - How many of the largest scores count.
 *
 * @throws RensaError `ARGUMENT_INVALID` where `k` is no integer from 1; when it is traced `ARGUMENT_INVALID` where it is
 *   more than there are classes, `RANK_MISMATCH`, `SHAPE_MISMATCH`, `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { hostTensor } from "@rensa/core";
 * import { evaluateMetric, topKAccuracy } from "@rensa/nn";
 * import { jsBackend } from "@rensa/backend-js";
 *
 * const batch = { outputs: [[0.5, 0.3, 0.2], [0.6, 0.3, 0.1]], targets: hostTensor([1, 2], [2], "i32") };
 * console.log(await evaluateMetric(topKAccuracy(2), [batch], { backend: jsBackend() })); // 0.5
 * ```
 */
export function topKAccuracy(k: number, options: LabelOptions = {}): Metric {
  checkOptions("topKAccuracy", options, ["ignoreLabel"]);
  if (!Number.isInteger(k) || k < 1) {
    throw new RensaError("ARGUMENT_INVALID", `topKAccuracy: k is ${formatGiven(k)}; give an integer from 1.`);
  }
  return {
    statistics: (outputs, targets) => {
      const { classes, places, counted, outside } = labeledRows("topKAccuracy", outputs, targets, options);
      if (k > classes) {
        throw new RensaError(
          "ARGUMENT_INVALID",
          `topKAccuracy: k is ${formatGiven(k)} and outputs of shape ${formatShape(outputs.shape)} have ${String(classes)} classes; give fewer.`,
        );
      }
      const isRight = less(before(outputs, places), k);
      return { right: countOf(logicalAnd(isRight, counted)), rows: countOf(counted), outside };
    },
    result: (totals) =>
      totalOf(totals, "outside") > 0 ? Number.NaN : totalOf(totals, "right") / totalOf(totals, "rows"),
  };
}

/** How many scores of each row come before the label's. */
function before(scores: Tensor, labels: Tensor<Shape, "i32">): Tensor {
  // Outputs of a model have a last axis, which their type does not say.
  const own = expandDims(pick(scores as Tensor<readonly [...Shape, number]>, labels), -1);
  const isLarger = logicalNot(lessEqual(scores, own));
  const isEarlier = less(iota(scores.shape.at(-1) ?? 1), expandDims(labels, -1));
  const isTied = logicalAnd(equal(scores, own), isEarlier);
  return sum(cast(logicalOr(isLarger, isTied), "i32"), -1);
}
