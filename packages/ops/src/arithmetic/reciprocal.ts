/** One over the value. */
import { makeOp } from "@rensa/core";

/**
 * One over the value.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { reciprocal } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => reciprocal(x));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[-2, -1, 0.5], [1, 2, 4]] }).data); // Float32Array [-0.5, -1, 2, 1, 0.5, 0.25]
 * ```
 */
export const reciprocal = makeOp({
  name: "reciprocal",
  forward: { scalar: ([x]) => x.pow(-1) },
});
