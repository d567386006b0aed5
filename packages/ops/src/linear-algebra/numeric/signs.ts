/** The sign that vectors which are determined up to sign are given. */
import type { Matrix } from "./matrix.ts";

/** -1 where the entry of largest magnitude of a row is negative, else 1. The first counts of entries that are equal. */
export function signOfRow(matrix: Matrix, row: number): number {
  let largest = 0;
  for (let column = 0; column < matrix.columns; column++) {
    const value = matrix.get(row, column);
    if (Math.abs(value) > Math.abs(largest)) largest = value;
  }
  return largest < 0 ? -1 : 1;
}
