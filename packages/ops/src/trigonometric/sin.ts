/** The sine, in radians. */
import { makeOp } from "@rensa/core";

/**
 * The sine, in radians.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { sin } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => sin(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] });
 * console.log(data); // Float32Array [-0.9092..., -0.8414..., 0, 0.4794..., 0.8414..., 0.9092...]
 * ```
 */
export const sin = makeOp({
  name: "sin",
  forward: { scalar: ([x]) => x.sin() },
});
