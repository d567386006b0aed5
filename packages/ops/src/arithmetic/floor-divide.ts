/** A quotient, rounded down. */
import { defineOp, isFloat } from "@rensa/core";

/**
 * `a / b` rounded down, as PyTorch's `floor_divide`; together with {@link remainder}, `a = floorDivide(a, b) * b +
 * remainder(a, b)`. Of floats it is the floor of the rounded quotient, so that `floorDivide(1, 0.1)` is 10. An integer
 * divided by 0 is 0. The derivative is 0.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `DTYPE_MISMATCH` for two dtypes, `SHAPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { floorDivide } from "@rensa/ops";
 * import { i32, trace } from "@rensa/core";
 *
 * const traced = trace({ a: i32(2, 3), b: i32(3) }, ({ a, b }) => floorDivide(a, b));
 * ```
 */
export const floorDivide = defineOp({
  name: "floor_divide",
  inputs: ["a", "b"],
  forward: {
    scalar: ([a, b]) => {
      if (isFloat(a.dtype)) return a.div(b).floor();
      // Exact: what the floored remainder leaves is a multiple of b.
      return a.sub(a.rem(b)).div(b);
    },
  },
});
