/** A number times a logarithm, 0 at 0. */
import { makeOp, select } from "@rensa/core";

/**
 * `x log(y)`, and 0 where `x` is 0 and `y` is not NaN, as PyTorch's `xlogy`. Where `x` is 0 the derivative by `x` is
 * `log(y)`, or 0 where that is infinite or NaN, and by `y` it is 0.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `DTYPE_MISMATCH` for integers or two dtypes, `SHAPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { xlogy } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3), y: f32(3) }, ({ x, y }) => xlogy(x, y));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[0, 1, 2], [0.5, 1, 2]], y: [0, 2, 4] });
 * console.log(data); // Float32Array [0, 0.6931..., 2.7725..., -Infinity, 0.6931..., 2.7725...]
 * ```
 */
export const xlogy = makeOp({
  name: "xlogy",
  inputs: ["x", "y"],
  forward: {
    scalar: ([x, y]) => {
      const vanishes = x.eq(0).and(y.le(0).or(y.eq(Infinity)));
      return x.mul(select(vanishes, 1, y).log());
    },
  },
});
