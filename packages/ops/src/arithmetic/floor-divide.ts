/** A quotient, rounded down. */
import { makeOp, isFloat, select, type Scalar } from "@rensa/core";
import { truncatedRemainder } from "./truncated-remainder.ts";

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
 * import { compile, i32, trace } from "rensa";
 *
 * const traced = trace({ a: i32(2, 3), b: i32(3) }, ({ a, b }) => floorDivide(a, b));
 * const program = await compile(traced);
 * console.log(program.run({ a: [[12, 7, -5], [3, 9, 20]], b: [3, 2, 4] }).data); // Int32Array [4, 3, -2, 1, 4, 5]
 * ```
 */
export const floorDivide = makeOp({
  name: "floor_divide",
  inputs: ["a", "b"],
  forward: {
    scalar: ([a, b]) => {
      if (isFloat(a.dtype)) return flooredQuotient(a, b);
      // Exact: what the floored remainder leaves is a multiple of b.
      return a.sub(a.rem(b)).div(b);
    },
  },
});

/** Python's: of what the remainder leaves, which is a multiple of `b`. A rounded quotient may be one too large. */
function flooredQuotient(a: Scalar, b: Scalar): Scalar {
  const rest = truncatedRemainder(a, b);
  const isBelow = rest.ne(0).and(rest.lt(0).ne(b.lt(0)));
  const whole = a.sub(rest).div(b);
  const quotient = select(isBelow, whole.sub(1), whole).add(0.5).floor();
  return select(b.eq(0), a.div(b).floor(), quotient);
}
