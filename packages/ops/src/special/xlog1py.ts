/** A number times a logarithm, 0 at 0. */
import { makeOp, select } from "@rensa/core";

/**
 * `x log(1 + y)`, and 0 where `x` is 0 and `y` is not NaN, as PyTorch's `special.xlog1py`. Where `x` is 0 the
 * derivative by `x` is `log(1 + y)`, or 0 where that is infinite or NaN, and by `y` it is 0.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `DTYPE_MISMATCH` for integers or two dtypes, `SHAPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { xlog1py } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3), y: f32(3) }, ({ x, y }) => xlog1py(x, y));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[0, 1, 2], [0.5, 1, 2]], y: [-1, 2, 4] });
 * console.log(data); // Float32Array [0, 1.0986..., 3.2188..., -Infinity, 1.0986..., 3.2188...]
 * ```
 */
export const xlog1py = makeOp({
  name: "xlog1py",
  inputs: ["x", "y"],
  forward: {
    scalar: ([x, y]) => {
      const vanishes = x.eq(0).and(y.le(-1).or(y.eq(Infinity)));
      return x.mul(select(vanishes, 0, y).log1p());
    },
  },
});
