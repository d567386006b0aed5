/** A rectifier rounded by a hyperbola. */
import { constantScalar, makeOp, number, select } from "@rensa/core";

/**
 * `(x + sqrt(x^2 + b)) / 2` (Barron 2021), as Keras's `squareplus`; `b` is how round the corner is. Default: 4.
 *
 * Elementwise.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a negative `b`, `DTYPE_MISMATCH` for integers.
 *
 * @example
 * ```ts
 * import { squareplus } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => squareplus(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] });
 * console.log(data); // Float32Array [0.4142..., 0.6180..., 1, 1.2807..., 1.6180..., 2.4142...]
 * ```
 */
export const squareplus = makeOp({
  name: "squareplus",
  attributes: { b: number(4, { minimum: 0 }) },
  forward: {
    scalar: ([x], { b }) => {
      const size = x.abs();
      // Far out, where the square overflows, b is lost anyway.
      const root = select(size.gt(1e10 * (1 + Math.sqrt(b))), size, x.mul(x).add(b).sqrt());
      // Of a negative x the sum would leave nothing: it is b over the difference.
      return select(x.lt(0), constantScalar(b / 2, x.dtype).div(root.sub(x.min(0))), x.add(root).mul(0.5));
    },
  },
});
