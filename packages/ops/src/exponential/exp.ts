/** The exponential. */
import { makeOp } from "@rensa/core";
import { mul } from "../arithmetic/mul.ts";

/**
 * The exponential.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { exp } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => exp(x));
 * ```
 */
export const exp = makeOp({
  name: "exp",
  forward: { scalar: ([x]) => x.exp() },
  vjp: ({ output, gradient }) => [() => mul(gradient, output)],
});
