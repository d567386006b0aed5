/** The error function, 2/sqrt(pi) times the integral of exp(-t^2) from 0 to x (Abramowitz and Stegun 7.1.1). */
import { makeOp } from "@rensa/core";

/**
 * The error function, 2/sqrt(pi) times the integral of exp(-t^2) from 0 to x (Abramowitz and Stegun 7.1.1).
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { erf } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => erf(x));
 * ```
 */
export const erf = makeOp({
  name: "erf",
  forward: { scalar: ([x]) => x.erf() },
});
