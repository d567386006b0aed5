/** The part after the point, with the sign. */
import { makeOp } from "@rensa/core";

/**
 * `x - trunc(x)`: the part after the point, with the sign of `x`, as PyTorch's `frac`. The derivative is 1.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for integers.
 *
 * @example
 * ```ts
 * import { fractional } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => fractional(x));
 * ```
 */
export const fractional = makeOp({
  name: "fractional",
  forward: { scalar: ([x]) => x.sub(x.trunc()) },
});
