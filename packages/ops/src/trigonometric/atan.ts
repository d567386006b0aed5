/** The inverse tangent, in radians. */
import { makeOp } from "@rensa/core";

/**
 * The inverse tangent, in radians.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { atan } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => atan(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] });
 * console.log(data); // Float32Array [-1.1071..., -0.7853982, 0, 0.4636..., 0.7853982, 1.1071...]
 * ```
 */
export const atan = makeOp({
  name: "atan",
  forward: { scalar: ([x]) => x.atan() },
});
