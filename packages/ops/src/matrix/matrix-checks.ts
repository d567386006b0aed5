/** What ops on matrices refuse. */
import { formatShape, RensaError, type TensorType } from "@rensa/core";

/** Refuses what has fewer than two axes. */
export function checkMatrix(name: string, input: TensorType | undefined): void {
  const shape = input?.shape ?? [];
  if (shape.length >= 2) return;
  throw new RensaError(
    "RANK_MISMATCH",
    `${name}: ${formatShape(shape)} has ${String(shape.length)} axes and needs at least 2; reshape it to a matrix.`,
  );
}

/** Refuses what is not a square matrix, or a batch of them. */
export function checkSquare(name: string, input: TensorType | undefined): void {
  checkMatrix(name, input);
  const shape = input?.shape ?? [];
  if (shape.at(-1) === shape.at(-2)) return;
  throw new RensaError(
    "SHAPE_MISMATCH",
    `${name}: ${formatShape(shape)} is not square; give a matrix with as many rows as columns.`,
  );
}

/** Refuses a number that is no integer. */
export function checkInteger(name: string, what: string, value: number): void {
  if (Number.isInteger(value)) return;
  throw new RensaError("ATTRIBUTE_INVALID", `${name}: ${what} is ${String(value)}; give an integer.`);
}
