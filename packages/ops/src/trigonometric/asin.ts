/** The inverse sine, in radians. */
import { makeOp } from "@rensa/core";

/**
 * The inverse sine, in radians.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { asin } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => asin(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[0.1, 0.3, 0.5], [0.6, 0.8, 0.9]] });
 * console.log(data); // Float32Array [0.1001..., 0.3046..., 0.5235988, 0.6435011, 0.9272..., 1.1197...]
 * ```
 */
export const asin = makeOp({
  name: "asin",
  forward: { scalar: ([x]) => x.asin() },
});
