/** One minus the error function. */
import { defineOp } from "@rensa/core";

/**
 * One minus the error function.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { erfc } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => erfc(x));
 * ```
 */
export const erfc = defineOp({
  name: "erfc",
  forward: { scalar: ([x]) => x.erf().neg().add(1) },
});
