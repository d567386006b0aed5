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
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => softplus(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] });
 * console.log(data); // Float32Array [0.1269..., 0.3132..., 0.6931..., 0.9740..., 1.3132..., 2.1269...]
 * ```
 */
export const softplus = makeOp({
  name: "softplus",
  forward: { scalar: ([x]) => x.max(0).add(x.abs().neg().exp().log1p()) },
  // The kinks of its two terms at 0 cancel, and the rule of each alone would not know.
  vjp: ({ inputs: [x], gradient }): VjpThunks => [() => mul(gradient, sigmoid(x))],
});
