/** The inverse cosine, in radians. */
import { makeOp } from "@rensa/core";

/**
 * The inverse cosine, in radians.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { acos } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => acos(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[0.1, 0.3, 0.5], [0.6, 0.8, 0.9]] });
 * console.log(data); // Float32Array [1.4706..., 1.2661..., 1.0471..., 0.9272..., 0.6435011, 0.4510...]
 * ```
 */
export const acos = makeOp({
  name: "acos",
  forward: { scalar: ([x]) => x.acos() },
});
