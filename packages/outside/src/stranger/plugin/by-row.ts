/** References of ops that work on rows, the last axis. */
import type { Attributes, TensorReference } from "@rensa/core";

/** What a function makes of each row, as a reference of tensors; a row that becomes one number loses its axis. */
export function byRow(
  of: (row: readonly number[], attributes: Attributes) => readonly number[] | number,
): TensorReference {
  return ([x], attributes) => {
    if (x === undefined) throw new TypeError("There is no input.");
    const width = x.shape.at(-1) ?? 1;
    const rows = Array.from({ length: x.data.length / width }, (_, row) =>
      of(Array.from(x.data.slice(row * width, (row + 1) * width)), attributes),
    );
    return x.shape.length > 1 ? rows : (rows[0] ?? []);
  };
}
