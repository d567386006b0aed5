/** What the ops of this folder demand of their operands, and say where it is not so. */
import { broadcastShapes, formatShape, isFloat, RensaError, type Shape, type TensorType } from "@rensa/core";

/**
 * Refuses operands that are not matrices of one float dtype.
 *
 * @throws RensaError `DTYPE_MISMATCH`, `RANK_MISMATCH`.
 */
export function requireMatrices(name: string, operands: readonly TensorType[]): void {
  for (const { shape, dtype } of operands) {
    if (!isFloat(dtype)) {
      throw new RensaError("DTYPE_MISMATCH", `${name}: is not defined for ${dtype}; convert to f32 or f64 first.`);
    }
    if (dtype !== operands[0]?.dtype) {
      throw new RensaError(
        "DTYPE_MISMATCH",
        `${name}: ${String(operands[0]?.dtype)} and ${dtype} differ; convert one of them.`,
      );
    }
    if (shape.length < 2) {
      throw new RensaError(
        "RANK_MISMATCH",
        `${name}: ${formatShape(shape)} has ${String(shape.length)} axes and needs at least 2; reshape it to a matrix.`,
      );
    }
  }
}

/**
 * Refuses operands that are not matrices, of which the first is square.
 *
 * @throws RensaError `DTYPE_MISMATCH`, `RANK_MISMATCH`, `SHAPE_MISMATCH`.
 */
export function requireSquare(name: string, operands: readonly TensorType[]): void {
  requireMatrices(name, operands);
  const shape = operands[0]?.shape ?? [];
  const [rows, columns] = shape.slice(-2);
  if (rows !== columns) {
    throw new RensaError(
      "SHAPE_MISMATCH",
      `${name}: ${formatShape(shape)} is not square; its last two axes must be equal.`,
    );
  }
}

/**
 * The shape of the solution of a system, `[..., columns of a, columns of b]`, where the axes before broadcast.
 *
 * @throws RensaError `SHAPE_MISMATCH` where the numbers of rows differ.
 */
export function solutionShape(name: string, a: Shape, b: Shape): Shape {
  const [rows, unknowns = 1] = a.slice(-2);
  const [given, columns = 1] = b.slice(-2);
  if (rows !== given) {
    throw new RensaError(
      "SHAPE_MISMATCH",
      `${name}: ${formatShape(a)} has ${String(rows)} rows and the right side ${formatShape(b)} has ${String(given)}; the numbers must be equal.`,
    );
  }
  return [...broadcastShapes(name, a.slice(0, -2), b.slice(0, -2)), unknowns, columns];
}
