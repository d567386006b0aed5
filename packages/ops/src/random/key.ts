/** The key that all random ops take. */
import { formatShape, RensaError, type Tensor, type TensorType } from "@rensa/core";

/** A key of random numbers: two i32. */
export type Key = Tensor<readonly [2], "i32">;

/** Refuses a key that is no pair of i32: elements that are not there would be other numbers on every backend. */
export function checkKey(op: string, key: TensorType | undefined): void {
  if (key === undefined) return;
  if (key.dtype !== "i32") {
    throw new RensaError("DTYPE_MISMATCH", `${op}: the key is ${key.dtype}; give a key of two i32.`);
  }
  if (key.shape.length !== 1 || key.shape[0] !== 2) {
    throw new RensaError(
      "SHAPE_MISMATCH",
      `${op}: the key is of shape ${formatShape(key.shape)}; give a key of two i32, one of those that splitKey makes.`,
    );
  }
}
