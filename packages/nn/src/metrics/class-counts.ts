/** What precision, recall and their kin are made of: how often each class is predicted, is the label, and both. */
import { RensaError, type Shape, type Tensor } from "@rensa/core";
import { bincount, equal, logicalAnd, where } from "@rensa/ops";
import type { Metric, MetricTotals } from "../metric.ts";
import { averageScore, type AveragedScore, type ClassAverage, type ClassCount } from "./average.ts";
import { binaryTruth, decisions, scoreThreshold, type DecisionOptions } from "./binary-decisions.ts";
import { labeledRows, predictedClasses, type LabelOptions } from "./class-labels.ts";
import { countOf, totalOf, valuesOf } from "./counts.ts";

/** Of which classes a score is made, and how. `threshold` and `logits` are for the average `"binary"`, `ignoreLabel` for all others. */
export interface ClassScoreOptions<A extends ClassAverage = "binary"> extends DecisionOptions, LabelOptions {
  /** Default: `"binary"`. */
  readonly average?: A;
}

/**
 * A metric that is a function of the counts of each class.
 *
 * @throws RensaError `ARGUMENT_INVALID` for options that do not suit the average.
 */
export function classScore<A extends ClassAverage>(
  name: string,
  options: ClassScoreOptions<A>,
  scoreOf: (count: ClassCount) => number,
): Metric<AveragedScore<A>> {
  const average = options.average ?? ("binary" as A);
  checkOptions(name, average, options);
  const statistics = average === "binary" ? binaryCounts(name, options) : labelCounts(name, options);
  return {
    statistics,
    result: (totals) => averageScore(countsOf(totals), scoreOf, average),
  };
}

const averages: readonly string[] = ["binary", "macro", "weighted", "micro", "perClass"];

function checkOptions(name: string, average: string, options: DecisionOptions & LabelOptions): void {
  if (!averages.includes(average)) {
    throw new RensaError("ARGUMENT_INVALID", `${name}: "${average}" is no average; give ${averages.join(", ")}.`);
  }
  const unsuited = average === "binary" ? (["ignoreLabel"] as const) : (["threshold", "logits"] as const);
  const given = unsuited.find((option) => options[option] !== undefined);
  if (given === undefined) return;
  throw new RensaError(
    "ARGUMENT_INVALID",
    `${name}: ${given} has no meaning for the average "${average}"; leave it out.`,
  );
}

/** The counts of the positive class. */
function binaryCounts(name: string, options: DecisionOptions): Metric["statistics"] {
  const threshold = scoreThreshold(name, options);
  return (outputs, targets) => {
    const { scores, isPositive } = binaryTruth(name, outputs, targets);
    const saysPositive = decisions(scores, threshold);
    return {
      truePositives: countOf(logicalAnd(saysPositive, isPositive)),
      predicted: countOf(saysPositive),
      actual: countOf(isPositive),
    };
  };
}

/** The counts of each class of the outputs' last axis. */
export function labelCounts(name: string, options: LabelOptions): Metric["statistics"] {
  return (outputs, targets) => {
    const { classes, labels, counted, outside } = labeledRows(name, outputs, targets, options);
    const predicted = predictedClasses(outputs);
    const isRight = logicalAnd(equal(predicted, labels), counted);
    const count = (mask: Tensor<Shape, "bool">, of: Tensor<Shape, "i32">): Tensor =>
      bincount(where(mask, of, -1), classes);
    return {
      truePositives: count(isRight, labels),
      predicted: count(counted, predicted),
      actual: count(counted, labels),
      outside,
    };
  };
}

/** The totals as counts of classes; of NaN where a label was outside of the classes. */
export function countsOf(totals: MetricTotals): readonly ClassCount[] {
  const predicted = valuesOf(totals, "predicted");
  const actual = valuesOf(totals, "actual");
  const isValid = totalOf(totals, "outside") === 0;
  return Array.from(valuesOf(totals, "truePositives"), (truePositives, at) =>
    isValid
      ? { truePositives, predicted: predicted[at] ?? 0, actual: actual[at] ?? 0 }
      : { truePositives: Number.NaN, predicted: Number.NaN, actual: Number.NaN },
  );
}
