/** What the division toward zero leaves; it has the sign of the dividend. */
import { makeOp, isFloat } from "@rensa/core";
import { truncatedRemainder } from "./truncated-remainder.ts";

/**
 * `a - b * trunc(a / b)`: what the division toward zero leaves, with the sign of `a`, as PyTorch's `fmod`. ({@link
 * remainder} has the sign of `b`.) An integer's by 0 is the integer itself. Of floats it is as exact as the quotient:
 * `a / b` should stay well below 2^23 (f64: 2^52). The derivative by `a` is 1.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `DTYPE_MISMATCH` for two dtypes, `SHAPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { fmod } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(3) }, ({ a, b }) => fmod(a, b));
 * const program = await compile(traced);
 * const { data } = program.run({ a: [[-5, -1, 0], [5.5, 1, 2]], b: [3, 2, 4] });
 * console.log(data); // Float32Array [-2, -1, 0, 2.5, 1, 2]
 * ```
 */
export const fmod = makeOp({
  name: "fmod",
  inputs: ["a", "b"],
  forward: {
    scalar: ([a, b]) => (isFloat(a.dtype) ? truncatedRemainder(a, b) : a.sub(b.mul(a.div(b)))),
  },
});
