/** The Hurwitz zeta function. */
import { constantScalar, makeOp, select } from "@rensa/core";
import { bernoulliNumbers } from "./bernoulli-numbers.ts";

/** Terms that are added one by one. */
const TERMS = 10;

/**
 * `sum over k from 0 of 1 / (q + k)^s` for `s` above 1 and `q` not below 0, as PyTorch's `special.zeta`; at `q = 1` it
 * is Riemann's. Infinite at `s = 1` and at `q = 0`; NaN for smaller `s` or `q`. It has derivatives by both. (PyTorch's
 * has none by `s`.)
 *
 * Source: ten terms, and the rest by Euler and Maclaurin (DLMF 25.11.5 and 2.10.1).
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `DTYPE_MISMATCH` for integers or two dtypes, `SHAPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { zeta } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ s: f32(2, 3), q: f32(3) }, ({ s, q }) => zeta(s, q));
 * const program = await compile(traced);
 * const { data } = program.run({ s: [[1.5, 2, 3], [4, 5, 6]], q: [1, 1.5, 2] });
 * console.log(data); // Float32Array [2.6123..., 0.9348..., 0.2020..., 1.0823..., 0.1447..., 0.0173...]
 * ```
 */
export const zeta = makeOp({
  name: "zeta",
  inputs: ["s", "q"],
  forward: {
    scalar: ([s, q]) => {
      const end = q.add(TERMS);
      const power = end.pow(s.neg());
      const inverseSquare = constantScalar(1, q.dtype).div(end.mul(end));
      let correction = power.mul(s).div(end);
      let total = power.mul(0.5).add(power.mul(end).div(s.sub(1)));
      bernoulliNumbers.forEach((bernoulli, index) => {
        const order = 2 * index + 2;
        total = total.add(correction.mul(bernoulli / order));
        correction = correction
          .mul(s.add(order - 1))
          .mul(s.add(order))
          .mul(inverseSquare)
          .div(order * (order + 1));
      });
      for (let term = TERMS - 1; term >= 0; term--) total = total.add((term === 0 ? q : q.add(term)).pow(s.neg()));
      const value = select(q.lt(0), Number.NaN, total);
      return select(s.gt(1), value, select(s.eq(1), Infinity, constantScalar(Number.NaN, s.dtype)));
    },
  },
});
