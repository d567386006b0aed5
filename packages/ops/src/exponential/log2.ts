/** The logarithm to base 2. */
import { makeOp } from "@rensa/core";

/**
 * The logarithm to base 2.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { log2 } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => log2(x));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[0.25, 0.5, 1], [2, 3, 4]] }).data); // Float32Array [-2, -1, 0, 1, 1.5849..., 2]
 * ```
 */
export const log2 = makeOp({
  name: "log2",
  forward: { scalar: ([x]) => x.log().mul(Math.LOG2E) },
});
