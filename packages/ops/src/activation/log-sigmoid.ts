/** The logarithm of the sigmoid, without overflow. */
import { makeOp, type VjpThunks } from "@rensa/core";
import { mul } from "../arithmetic/mul.ts";
import { neg } from "../arithmetic/neg.ts";
import { sigmoid } from "./sigmoid.ts";

/**
 * The logarithm of the sigmoid, without overflow.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { logSigmoid } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => logSigmoid(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] });
 * console.log(data); // Float32Array [-2.1269..., -1.3132..., -0.6931..., -0.4740..., -0.3132..., -0.1269...]
 * ```
 */
export const logSigmoid = makeOp({
  name: "log_sigmoid",
  forward: { scalar: ([x]) => x.min(0).sub(x.abs().neg().exp().log1p()) },
  // The kinks of its two terms at 0 cancel, and the rule of each alone would not know.
  vjp: ({ inputs: [x], gradient }): VjpThunks => [() => mul(gradient, sigmoid(neg(x)))],
});
