/** Checks of the elements of examples, which name the row and the column. */
import { RensaError, type TypedArray } from "@rensa/core";

/**
 * Checks that every label is an integer from 0 to `classes - 1`.
 *
 * @throws RensaError `LABEL_OUT_OF_RANGE`, naming the row and the number of classes.
 */
export function checkLabels(label: string, data: TypedArray, width: number, classes: number): void {
  for (let index = 0; index < data.length; index++) {
    const value = data[index] ?? 0;
    if (Number.isInteger(value) && value >= 0 && value < classes) continue;
    throw new RensaError(
      "LABEL_OUT_OF_RANGE",
      `${label}: row ${String(Math.floor(index / width))} has the label ${String(value)}, but with ${String(classes)} ` +
        `classes a label is an integer from 0 to ${String(classes - 1)}; correct the label or the number of classes.`,
    );
  }
}

/**
 * Checks that no element is NaN or infinite.
 *
 * @param first - the number of the first row that is checked.
 * @throws RensaError `NON_FINITE`, naming the row as the data set counts it, and the column.
 */
export function checkFiniteRows(label: string, shape: readonly number[], data: TypedArray, first: number): void {
  if (data instanceof Int32Array || data instanceof Uint8Array) return;
  const width = shape.reduce((product, dimension) => product * dimension, 1);
  const found = data.findIndex((value: number) => !Number.isFinite(value));
  if (found < 0) return;
  throw new RensaError(
    "NON_FINITE",
    `${label}, row ${String(first + Math.floor(found / width))}, column ${formatColumn(shape, found % width)} is ` +
      `${String(data[found])}; remove the example or replace the value.`,
  );
}

/** `17` in a row of numbers, `[2, 5]` in an example of more dimensions. */
function formatColumn(shape: readonly number[], index: number): string {
  if (shape.length < 2) return String(index);
  const position: number[] = [];
  let rest = index;
  for (const dimension of shape.toReversed()) {
    position.unshift(rest % dimension);
    rest = Math.floor(rest / dimension);
  }
  return `[${position.join(", ")}]`;
}
