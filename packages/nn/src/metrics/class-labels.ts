/** What metrics of classification read: rows of scores along the last axis, and the label of each row. */
import {
  formatShape,
  formatTensorType,
  full,
  isFloat,
  RensaError,
  sameShape,
  type Shape,
  type Tensor,
} from "@rensa/core";
import { argmax, cast, greaterEqual, less, logicalAnd, logicalNot, notEqual, where } from "@rensa/ops";
import { countOf } from "./counts.ts";
import { shaped } from "./last-axis.ts";

/** How labels are read. */
export interface LabelOptions {
  /** Rows with this label are left out, such as padding. Default: none. */
  readonly ignoreLabel?: number;
}

/** Rows with their labels. */
export interface LabeledRows {
  /** How many scores a row has. */
  readonly classes: number;
  readonly labels: Tensor<Shape, "i32">;
  /** The labels of rows that count and lie inside, else 0: what may be picked by. */
  readonly places: Tensor<Shape, "i32">;
  /** The rows that are not left out. */
  readonly counted: Tensor<Shape, "bool">;
  /** How many rows that count have a label outside of the classes. A result of such rows is NaN. */
  readonly outside: Tensor;
}

/**
 * Reads labels. They are integers of the shape of the rows, which may keep a last axis of 1; or they are as the scores
 * are, such as unit vectors, of which the largest element counts.
 *
 * @throws RensaError `RANK_MISMATCH`, `SHAPE_MISMATCH`, `DTYPE_MISMATCH`.
 */
export function labeledRows(name: string, scores: Tensor, targets: Tensor, options: LabelOptions): LabeledRows {
  const classes = checkScores(name, scores);
  const labels = labelsOf(name, scores, targets);
  const counted =
    options.ignoreLabel === undefined ? full(labels.shape, true, "bool") : notEqual(labels, options.ignoreLabel);
  const inside = logicalAnd(greaterEqual(labels, 0), less(labels, classes));
  const outside = countOf(logicalAnd(counted, logicalNot(inside)));
  const places = where(logicalAnd(counted, inside), labels, 0);
  return { classes, labels, places: places, counted, outside };
}

/** The class with the largest score, the first of several. */
export function predictedClasses(scores: Tensor): Tensor<Shape, "i32"> {
  return argmax(scores, -1);
}

function checkScores(name: string, scores: Tensor): number {
  const classes = scores.shape.at(-1);
  if (!isFloat(scores.dtype)) {
    throw new RensaError(
      "DTYPE_MISMATCH",
      `${name}: the outputs are ${formatTensorType(scores)}; give a float score for each class.`,
    );
  }
  if (classes === undefined || classes < 2) {
    throw new RensaError(
      "RANK_MISMATCH",
      `${name}: the outputs are ${formatShape(scores.shape)} and need a last axis of at least 2 classes; for one score an example use a binary metric.`,
    );
  }
  return classes;
}

function labelsOf(name: string, scores: Tensor, targets: Tensor): Tensor<Shape, "i32"> {
  if (sameShape(targets.shape, scores.shape)) return predictedClasses(targets);
  const rows = scores.shape.slice(0, -1);
  if (!sameShape(targets.shape, rows) && !sameShape(targets.shape, [...rows, 1])) {
    throw new RensaError(
      "SHAPE_MISMATCH",
      `${name}: outputs ${formatShape(scores.shape)} need labels of shape ${formatShape(rows)}, one a row, not ${formatShape(targets.shape)}.`,
    );
  }
  if (isFloat(targets.dtype)) {
    throw new RensaError(
      "DTYPE_MISMATCH",
      `${name}: the labels are ${targets.dtype}; make them i32: of a data set by \`classes: n\`, in a graph by cast(labels, "i32").`,
    );
  }
  return cast(shaped(targets, rows), "i32");
}
