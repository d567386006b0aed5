/** The inverse hyperbolic tangent. */
import { makeOp } from "@rensa/core";

/**
 * The inverse hyperbolic tangent.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { atanh } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => atanh(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[0.1, 0.3, 0.5], [0.6, 0.8, 0.9]] });
 * console.log(data); // Float32Array [0.1003..., 0.3095..., 0.5493..., 0.6931..., 1.0986..., 1.4722...]
 * ```
 */
export const atanh = makeOp({
  name: "atanh",
  forward: { scalar: ([x]) => x.atanh() },
});
