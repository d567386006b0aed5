/** Index tuples: an i32 tensor whose last axis holds one index for each of the leading axes of another tensor. */
import { formatShape, RensaError, sameShape, type Index, type LoopOperand, type Scalar, type Shape } from "@rensa/core";

/** The number of leading axes that tuples index. */
export function tupleLength({ shape }: { readonly shape: Shape }): number {
  return shape.at(-1) ?? 0;
}

/** The shape of what one tuple per element of `indices.shape` without its last axis reads from `shape`. */
export function gatheredShape(shape: Shape, indices: Shape): Shape {
  return [...indices.slice(0, -1), ...shape.slice(indices.at(-1) ?? 0)];
}

/** The tuple at the given indices. */
export function tupleAt(indices: LoopOperand, at: readonly Index[]): readonly Scalar[] {
  return Array.from({ length: tupleLength(indices) }, (_, axis) => indices.at(...at, axis));
}

/**
 * Refuses what are not index tuples of a tensor of the given shape.
 *
 * @throws RensaError `DTYPE_MISMATCH`, `RANK_MISMATCH`.
 */
export function checkTuples(
  name: string,
  shape: Shape,
  indices: { readonly shape: Shape; readonly dtype: string },
): void {
  if (indices.dtype !== "i32") {
    throw new RensaError("DTYPE_MISMATCH", `${name}: indices are ${indices.dtype}; convert them to i32.`);
  }
  if (indices.shape.length === 0 || tupleLength(indices) > shape.length) {
    throw new RensaError(
      "RANK_MISMATCH",
      `${name}: indices of shape ${formatShape(indices.shape)} do not index ${formatShape(shape)}; their last axis holds one index per leading axis, at most ${String(shape.length)}.`,
    );
  }
}

/**
 * Refuses updates that do not have one part per tuple.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `RANK_MISMATCH`.
 */
export function checkUpdates(name: string, shape: Shape, indices: LoopOperand, updates: LoopOperand): void {
  checkTuples(name, shape, indices);
  const wanted = gatheredShape(shape, indices.shape);
  if (!sameShape(updates.shape, wanted)) {
    throw new RensaError(
      "SHAPE_MISMATCH",
      `${name}: indices of shape ${formatShape(indices.shape)} into ${formatShape(shape)} need updates of shape ${formatShape(wanted)}, not ${formatShape(updates.shape)}.`,
    );
  }
}
