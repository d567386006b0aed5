/** A power. The derivative by the exponent is 0 where the base is 0. */
import { constantScalar, makeOp, isFloat, select, type Scalar } from "@rensa/core";

/**
 * A power. The derivative by the exponent is 0 where the base is 0.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `SHAPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { pow } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(3) }, ({ a, b }) => pow(a, b));
 * ```
 */
export const pow = makeOp({
  name: "pow",
  inputs: ["a", "b"],
  forward: {
    scalar: ([a, b]) => (isFloat(a.dtype) ? a.pow(select(isOne(a, b), constantScalar(0, b.dtype), b)) : a.pow(b)),
  },
});

/** Where it is as the power of 0: by IEEE 754, 1 to any power is 1 and -1 to an infinite one; JavaScript has NaN. */
function isOne(a: Scalar, b: Scalar): Scalar {
  return b
    .isFinite()
    .not()
    .and(a.eq(1).or(a.eq(-1).and(b.eq(b))));
}
