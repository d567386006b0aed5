/** log(1 + exp(x)), without overflow. */
import { makeOp, type VjpThunks } from "@rensa/core";
import { mul } from "../arithmetic/mul.ts";
import { sigmoid } from "./sigmoid.ts";

/**
 * log(1 + exp(x)), without overflow.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { softplus } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => softplus(x));
 * ```
 */
export const softplus = makeOp({
  name: "softplus",
  forward: { scalar: ([x]) => x.max(0).add(x.abs().neg().exp().log1p()) },
  // The kinks of its two terms at 0 cancel, and the rule of each alone would not know.
  vjp: ({ inputs: [x], gradient }): VjpThunks => [() => mul(gradient, sigmoid(x))],
});
