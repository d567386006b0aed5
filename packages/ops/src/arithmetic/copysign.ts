/** The size of one number with the sign of another. */
import { constantScalar, makeOp, select } from "@rensa/core";

/**
 * `|a|` with the sign of `b`, that of -0 included, as PyTorch's `copysign`. The derivative by `a` is `sign(a)
 * sign(b)`, and 0 at `a = 0`; by `b` it is 0. A NaN as `b` counts as positive.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `DTYPE_MISMATCH` for two dtypes, `SHAPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { copysign } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(3) }, ({ a, b }) => copysign(a, b));
 * ```
 */
export const copysign = makeOp({
  name: "copysign",
  inputs: ["a", "b"],
  forward: {
    scalar: ([a, b]) => {
      // Only the reciprocal tells -0 from 0.
      const negative = b.lt(0).or(b.eq(0).and(constantScalar(1, b.dtype).div(b).lt(0)));
      return select(negative, a.abs().neg(), a.abs());
    },
  },
});
