/** The sign: -1, 0 or 1. Its derivative is 0. */
import { makeOp } from "@rensa/core";

/**
 * The sign: -1, 0 or 1. Its derivative is 0. That of NaN is NaN, as in NumPy; PyTorch has 0.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { sign } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => sign(x));
 * ```
 */
export const sign = makeOp({
  name: "sign",
  forward: { scalar: ([x]) => x.sign() },
});
