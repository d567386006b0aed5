/** The largest integer that is not above the value. The derivative is 0. */
import { makeOp } from "@rensa/core";

/**
 * The largest integer that is not above the value. The derivative is 0.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { floor } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => floor(x));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[-1.5, -0.5, 0.3], [0.5, 1.7, 2.5]] }).data); // Float32Array [-2, -1, 0, 0, 1, 2]
 * ```
 */
export const floor = makeOp({
  name: "floor",
  forward: { scalar: ([x]) => x.floor() },
});
