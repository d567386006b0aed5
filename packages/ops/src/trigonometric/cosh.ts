/** The hyperbolic cosine. */
import { makeOp } from "@rensa/core";

/**
 * The hyperbolic cosine.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { cosh } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => cosh(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] });
 * console.log(data); // Float32Array [3.7621..., 1.5430..., 1, 1.1276..., 1.5430..., 3.7621...]
 * ```
 */
export const cosh = makeOp({
  name: "cosh",
  forward: { scalar: ([x]) => x.cosh() },
});
