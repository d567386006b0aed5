/** Long work as a generator: whoever drives it may do something else wherever it yields. */
import { checkParts } from "./check-argument.ts";

/** Work that may be interrupted wherever it yields. */
export type Interruptible<T> = Generator<undefined, T, undefined>;

/**
 * Does work without an interruption.
 *
 * @param work - What is done, which may be interrupted between its parts.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { atOnce, type Interruptible } from "@rensa/core/compiler";
 *
 * function* count(): Interruptible<number> {
 *   for (let i = 0; i < 3; i++) yield;
 *   return 3;
 * }
 * console.log(atOnce(count())); // 3
 * ```
 */
export function atOnce<T>(work: Interruptible<T>): T {
  checkParts("atOnce: the work", work, "next");
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}
