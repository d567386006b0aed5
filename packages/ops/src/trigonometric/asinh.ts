/** The inverse hyperbolic sine. */
import { makeOp } from "@rensa/core";

/**
 * The inverse hyperbolic sine.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { asinh } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => asinh(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] });
 * console.log(data); // Float32Array [-1.4436..., -0.8813..., 0, 0.4812..., 0.8813..., 1.4436...]
 * ```
 */
export const asinh = makeOp({
  name: "asinh",
  forward: { scalar: ([x]) => x.asinh() },
});
