/** The size of one number with the sign of another. */
import { constantScalar, makeOp, select } from "@rensa/core";

/**
 * `|a|` with the sign of `b`, that of -0 included, as PyTorch's `copysign`. The derivative by `a` is `sign(a)
 * sign(b)`, and 0 at `a = 0`; by `b` it is 0. A NaN as `b` counts as positive.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `SHAPE_MISMATCH` where shapes do not broadcast.
 *
 * @example
 * ```ts
 * import { copysign } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(3) }, ({ a, b }) => copysign(a, b));
 * const program = await compile(traced);
 * const { data } = program.run({ a: [[-2, -1, 0], [0.5, 1, 2]], b: [1, -1, 1] });
 * console.log(data); // Float32Array [2, -1, 0, 0.5, -1, 2]
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
