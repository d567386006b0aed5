/** Attributes that are numbers beside elements that are integers. */
import { isFloat, RensaError, type TensorType } from "@rensa/core";

/**
 * Checks that a number suits the elements of a tensor: any for floats, none with a fraction for integers. An infinity is the
 * nearest integer of the dtype.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` otherwise.
 */
export function requireWhole(op: string, what: string, value: number, x: TensorType | undefined): void {
  if (x === undefined || isFloat(x.dtype) || Number.isInteger(value) || !Number.isFinite(value)) return;
  throw new RensaError(
    "ATTRIBUTE_INVALID",
    `${op}: ${what} ${String(value)} is no whole number and x is ${x.dtype}; give one, or cast x.`,
  );
}
