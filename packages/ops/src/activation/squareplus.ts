/** A rectifier rounded by a hyperbola. */
import { defineOp, number, RensaError } from "@rensa/core";

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
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => squareplus(x));
 * ```
 */
export const squareplus = defineOp({
  name: "squareplus",
  attributes: { b: number(4, { minimum: 0 }) },
  forward: { scalar: ([x], { b }) => x.add(x.mul(x).add(b).sqrt()).mul(0.5) },
  check: ({ b }) => {
    if (!(b >= 0)) throw new RensaError("ATTRIBUTE_INVALID", `squareplus: b is ${String(b)}; give a number from 0.`);
  },
});
