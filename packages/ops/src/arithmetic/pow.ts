/** A power. The derivative by the exponent is 0 where the base is 0. */
import { constantScalar, makeOp, isFloat, select, type Scalar } from "@rensa/core";

/**
 * A power. The derivative by the exponent is 0 where the base is 0.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `SHAPE_MISMATCH` where shapes do not broadcast, `DTYPE_MISMATCH` for two dtypes.
 *
 * @example
 * ```ts
 * import { pow } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(3) }, ({ a, b }) => pow(a, b));
 * const program = await compile(traced);
 * const { data } = program.run({ a: [[-2, 3, 0.5], [0.5, 1, 2]], b: [2, 0.5, 3] });
 * console.log(data); // Float32Array [4, 1.7320..., 0.125, 0.25, 1, 8]
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
