/** Dtypes in which a result would be another number than the one that is meant. */
import { isFloat, RensaError, type TensorType } from "@rensa/core";

/**
 * Refuses truth values: what is added up in bool is true or false, and no count.
 *
 * @throws RensaError `DTYPE_MISMATCH`.
 */
export function requireNumbers(op: string, x: TensorType | undefined): void {
  if (x?.dtype !== "bool") return;
  throw new RensaError(
    "DTYPE_MISMATCH",
    `${op}: of bool is no number; cast it to i32, or use countNonzero, any or all.`,
  );
}

/**
 * Refuses integers, in which a quotient would be cut off.
 *
 * @throws RensaError `DTYPE_MISMATCH`.
 */
export function requireFloat(op: string, x: TensorType | undefined): void {
  if (x === undefined || isFloat(x.dtype)) return;
  throw new RensaError("DTYPE_MISMATCH", `${op}: of ${x.dtype} would be cut off to an integer; cast it to f32 first.`);
}
