/** How rows and the labels of rows are checked. */
import { formatShape, formatTensorType, isFloat, RensaError, sameShape, type TensorType } from "@rensa/core";

/** Refuses operands that are not all floats of one dtype. */
export function checkFloat(name: string, ...operands: readonly TensorType[]): void {
  const wrong = operands.find(({ dtype }) => !isFloat(dtype) || dtype !== operands[0]?.dtype);
  if (wrong === undefined) return;
  throw new RensaError(
    "DTYPE_MISMATCH",
    `${name}: takes f32 or f64 throughout and got ${operands.map(formatTensorType).join(" and ")}; cast them to one float dtype.`,
  );
}

/** Refuses rows without a last axis, and labels of another shape than the rows have. */
export function checkLabels(name: string, rows: TensorType, labels: TensorType): void {
  checkFloat(name, rows);
  checkRows(name, rows);
  if (labels.dtype !== "i32") {
    const classes = sameShape(rows.shape, labels.shape)
      ? ", and for probabilities of each class use softTargetCrossEntropy (of logits) or categoricalCrossEntropy"
      : "";
    throw new RensaError(
      "DTYPE_MISMATCH",
      `${name}: the labels are ${labels.dtype}; make them i32: of a data set by \`classes: n\`, in a graph by cast(labels, "i32")${classes}.`,
    );
  }
  const wanted = rows.shape.slice(0, -1);
  if (sameShape(wanted, labels.shape)) return;
  throw new RensaError(
    "SHAPE_MISMATCH",
    `${name}: ${formatShape(rows.shape)} needs labels of shape ${formatShape(wanted)}, one a row, not ${formatShape(labels.shape)}.`,
  );
}

/** Refuses what has no last axis. */
export function checkRows(name: string, rows: TensorType): void {
  if (rows.shape.length > 0) return;
  throw new RensaError("RANK_MISMATCH", `${name}: needs a last axis and got a number; reshape it to a row.`);
}
