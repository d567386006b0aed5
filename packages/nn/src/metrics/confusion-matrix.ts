/** Which classes are taken for which. */
import { checkOptions, formatGiven, formatShape, RensaError, type Shape, type Tensor } from "@rensa/core";
import { add, bincount, logicalAnd, logicalNot, mul, where } from "@rensa/ops";
import type { Metric } from "../metric.ts";
import { binaryTruth, decisions, scoreThreshold, type DecisionOptions } from "./binary-decisions.ts";
import { labeledRows, predictedClasses, type LabelOptions } from "./class-labels.ts";
import { countOf, totalOf, valuesOf } from "./counts.ts";

/** A table of numbers, row by row. @inline */
type Table = readonly (readonly number[])[];

/**
 * How often each class (row) is taken for each (column), a table `[classes, classes]`: what is right stands on the
 * diagonal. As scikit-learn's `confusion_matrix`.
 *
 * Outputs are scores `[..., classes]` of which the largest counts; targets integer labels `[...]` or unit vectors. All
 * entries are NaN where a label lies outside of the classes and is not `ignoreLabel`.
 *
 * @param classes - The number of classes; labels are the integers from 0 below it.
 *
 * @throws RensaError `ARGUMENT_INVALID` where `classes` is no integer from 2; when it is traced `SHAPE_MISMATCH` where the
 *   outputs have another number of classes, `RANK_MISMATCH`, `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { hostTensor } from "@rensa/core";
 * import { confusionMatrix, evaluateMetric } from "@rensa/nn";
 * import { jsBackend } from "@rensa/backend-js";
 *
 * const batch = { outputs: [[0.9, 0.1], [0.2, 0.8], [0.6, 0.4]], targets: hostTensor([0, 1, 1], [3], "i32") };
 * console.log(await evaluateMetric(confusionMatrix(2), [batch], { backend: jsBackend() })); // [[1, 0], [1, 1]]
 * ```
 */
export function confusionMatrix(classes: number, options: LabelOptions = {}): Metric<Table> {
  checkOptions("confusionMatrix", options, ["ignoreLabel"]);
  if (!Number.isInteger(classes) || classes < 2) {
    throw new RensaError(
      "ARGUMENT_INVALID",
      `confusionMatrix: there are ${formatGiven(classes)} classes; give an integer from 2.`,
    );
  }
  return {
    statistics: (outputs, targets) => {
      const rows = labeledRows("confusionMatrix", outputs, targets, options);
      if (rows.classes !== classes) {
        throw new RensaError(
          "SHAPE_MISMATCH",
          `confusionMatrix: outputs of shape ${formatShape(outputs.shape)} have ${String(rows.classes)} classes, not ${formatGiven(classes)}; give their number.`,
        );
      }
      const cell = add(mul(rows.labels, classes), predictedClasses(outputs));
      const cells = where(rows.counted, cell, -1);
      return { cells: bincount(cells, classes ** 2), outside: rows.outside };
    },
    result: (totals) => {
      const cells = valuesOf(totals, "cells");
      const isValid = totalOf(totals, "outside") === 0;
      return Array.from({ length: classes }, (_, row) =>
        Array.from(cells.subarray(row * classes, (row + 1) * classes), (count) => (isValid ? count : Number.NaN)),
      );
    },
  };
}

/**
 * The table `[[true negatives, false positives], [false negatives, true positives]]` of one score an element.
 *
 * Outputs, targets and options are those of `binaryAccuracy`.
 *
 * @throws RensaError `ARGUMENT_INVALID`; when it is traced `SHAPE_MISMATCH`, `DTYPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { binaryConfusionMatrix, evaluateMetric } from "@rensa/nn";
 * import { jsBackend } from "@rensa/backend-js";
 *
 * const batch = { outputs: [0.9, 0.8, 0.7, 0.2], targets: [1, 0, 1, 1] };
 * console.log(await evaluateMetric(binaryConfusionMatrix(), [batch], { backend: jsBackend() })); // [[0, 1], [1, 2]]
 * ```
 */
export function binaryConfusionMatrix(options: DecisionOptions = {}): Metric<Table> {
  checkOptions("binaryConfusionMatrix", options, ["threshold", "logits"]);
  const threshold = scoreThreshold("binaryConfusionMatrix", options);
  return {
    statistics: (outputs, targets) => {
      const { scores, isPositive } = binaryTruth("binaryConfusionMatrix", outputs, targets);
      const saysPositive = decisions(scores, threshold);
      const both = (a: Tensor<Shape, "bool">, b: Tensor<Shape, "bool">): Tensor => countOf(logicalAnd(a, b));
      return {
        trueNegatives: both(logicalNot(isPositive), logicalNot(saysPositive)),
        falsePositives: both(logicalNot(isPositive), saysPositive),
        falseNegatives: both(isPositive, logicalNot(saysPositive)),
        truePositives: both(isPositive, saysPositive),
      };
    },
    result: (totals) => [
      [totalOf(totals, "trueNegatives"), totalOf(totals, "falsePositives")],
      [totalOf(totals, "falseNegatives"), totalOf(totals, "truePositives")],
    ],
  };
}
