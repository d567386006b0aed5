/** The angle of the point (b, a), in radians. */
import { makeOp } from "@rensa/core";

/**
 * The angle of the point (b, a), in radians.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `SHAPE_MISMATCH` where shapes do not broadcast, `DTYPE_MISMATCH` for two dtypes.
 *
 * @example
 * ```ts
 * import { atan2 } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(3) }, ({ a, b }) => atan2(a, b));
 * const program = await compile(traced);
 * const { data } = program.run({ a: [[-2, -1, 0], [0.5, 1, 2]], b: [1, 2, 4] });
 * console.log(data); // Float32Array [-1.1071..., -0.4636..., 0, 0.4636..., 0.4636..., 0.4636...]
 * ```
 */
export const atan2 = makeOp({
  name: "atan2",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => a.atan2(b) },
});
