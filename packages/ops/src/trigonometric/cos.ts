/** The cosine, in radians. */
import { makeOp } from "@rensa/core";

/**
 * The cosine, in radians.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { cos } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => cos(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] });
 * console.log(data); // Float32Array [-0.4161..., 0.5403..., 1, 0.8775..., 0.5403..., -0.4161...]
 * ```
 */
export const cos = makeOp({
  name: "cos",
  forward: { scalar: ([x]) => x.cos() },
});
