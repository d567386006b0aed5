/** One over the square root. */
import { constantScalar, makeOp } from "@rensa/core";

/**
 * One over the square root.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { rsqrt } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => rsqrt(x));
 * ```
 */
export const rsqrt = makeOp({
  name: "rsqrt",
  forward: { scalar: ([x]) => constantScalar(1, x.dtype).div(x.sqrt()) },
});
