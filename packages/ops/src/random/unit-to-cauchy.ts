/** A number of the Cauchy distribution from a uniform one. */
import { makeOp, select } from "@rensa/core";

/**
 * `tan(pi (u - 1/2))` for `u` between 0 and 1: the quantile function of the Cauchy distribution, taken from the nearer
 * pole so that large values keep their digits.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for integers.
 *
 * @example
 * ```ts
 * import { unitToCauchy } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ u: f32(2) }, ({ u }) => unitToCauchy(u));
 * const program = await compile(traced);
 * console.log(program.run({ u: [0.75, 0.5] }).data); // Float32Array [1, 0]
 * ```
 */
export const unitToCauchy = makeOp({
  name: "unit_to_cauchy",
  inputs: ["u"],
  forward: {
    scalar: ([u]) => {
      const centered = u.sub(0.5);
      const outside = centered.abs().gt(0.25);
      const tangent = select(outside, centered.abs().neg().add(0.5), centered).mul(Math.PI).tan();
      return select(outside, centered.sign().div(select(outside, tangent, 1)), tangent);
    },
  },
});
