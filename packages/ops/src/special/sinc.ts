/** The sine of pi x over pi x. */
import { makeOp, select } from "@rensa/core";
import { polynomial } from "./polynomial.ts";

/** `(-1)^k / (2 k + 1)!`, enough of them for |pi x| < 0.8 and four derivatives. */
const taylor = Array.from({ length: 12 }, (_, k) =>
  Array.from({ length: 2 * k + 1 }, (_factor, index) => index + 1).reduce(
    (quotient, factor) => quotient / factor,
    k % 2 === 0 ? 1 : -1,
  ),
);

/**
 * `sin(pi x) / (pi x)`, and 1 at 0, as PyTorch's `sinc`. Near 0 it is a Taylor polynomial, so that derivatives of any
 * order keep their digits there.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for integers.
 *
 * @example
 * ```ts
 * import { sinc } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => sinc(x));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] }).data); // Float32Array [0, 0, 1, 0.6366..., 0, 0]
 * ```
 */
export const sinc = makeOp({
  name: "sinc",
  forward: {
    scalar: ([x]) => {
      const near = x.abs().lt(0.25);
      const square = x.mul(Math.PI).mul(x.mul(Math.PI));
      const angle = select(near, 1, x.mul(Math.PI));
      // The sine of pi x from the distance to the nearest integer, which is exact, and is 0 at every integer.
      const nearest = x.round();
      const sign = nearest.rem(2).mul(-2).add(1);
      const sine = select(near, 0, x.sub(nearest).mul(Math.PI)).sin().mul(sign);
      return select(near, polynomial(select(near, square, 0), taylor), sine.div(angle));
    },
  },
});
