/** Values that are there though their types cannot say so. */
import { RensaError } from "./error.ts";

/**
 * A value that is always there: an element at a place that was counted, a value under a name that was given to it.
 *
 * @param value - A value that may be missing by its type, and never is.
 *
 * @throws RensaError `INTERNAL` where it is not, which is a mistake in Rensa.
 *
 * @example
 * ```ts
 * import { present } from "@rensa/core/compiler";
 *
 * const order = [2, 0, 1].map((at) => present(["a", "b", "c"][at]));
 * console.log(order); // ["c", "a", "b"]
 * ```
 */
export function present<T>(value: T | undefined): T {
  if (value === undefined) throw new RensaError("INTERNAL", "A value is missing that must be there.");
  return value;
}
