/** A number less its hyperbolic tangent. */
import { makeOp } from "@rensa/core";

/**
 * `x - tanh(x)`, as PyTorch's `tanhshrink`.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for integers.
 *
 * @example
 * ```ts
 * import { tanhShrink } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => tanhShrink(x));
 * ```
 */
export const tanhShrink = makeOp({
  name: "tanh_shrink",
  forward: { scalar: ([x]) => x.sub(x.tanh()) },
});
