/** The nearest integer, halves to even. The derivative is 0. */
import { makeOp } from "@rensa/core";

/**
 * The nearest integer, halves to even. The derivative is 0.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { round } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => round(x));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[-1.5, -0.5, 0.3], [0.5, 1.7, 2.5]] }).data); // Float32Array [-2, 0, 0, 0, 2, 2]
 * ```
 */
export const round = makeOp({
  name: "round",
  forward: { scalar: ([x]) => x.round() },
});
