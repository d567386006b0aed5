/** The tangent, in radians. */
import { makeOp } from "@rensa/core";

/**
 * The tangent, in radians.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { tan } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => tan(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-1, -0.5, 0], [0.5, 1, 1.2]] });
 * console.log(data); // Float32Array [-1.5574..., -0.5463..., 0, 0.5463..., 1.5574..., 2.5721...]
 * ```
 */
export const tan = makeOp({
  name: "tan",
  forward: { scalar: ([x]) => x.tan() },
});
