/** The logarithm to base 10. */
import { makeOp } from "@rensa/core";

/**
 * The logarithm to base 10.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { log10 } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => log10(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[0.25, 0.5, 1], [2, 3, 4]] });
 * console.log(data); // Float32Array [-0.6020..., -0.3010..., 0, 0.30103, 0.4771..., 0.60206]
 * ```
 */
export const log10 = makeOp({
  name: "log10",
  forward: { scalar: ([x]) => x.log().mul(Math.LOG10E) },
});
