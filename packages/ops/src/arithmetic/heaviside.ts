/** The step function. */
import { makeOp, select } from "@rensa/core";

/**
 * 1 for `x` above 0, 0 below it, and `atZero` where it is 0, as PyTorch's `heaviside`; NaN gives 0. The derivative by
 * `x` is 0; that by `atZero` is 1 where `x` is 0. (PyTorch's has none.)
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `DTYPE_MISMATCH` for two dtypes, `SHAPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { heaviside } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => heaviside(x, 0.5));
 * ```
 */
export const heaviside = makeOp({
  name: "heaviside",
  inputs: ["x", "atZero"],
  forward: { scalar: ([x, atZero]) => select(x.eq(0), atZero, x.gt(0).to(atZero.dtype)) },
});
