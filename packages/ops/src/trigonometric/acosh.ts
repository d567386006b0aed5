/** The inverse hyperbolic cosine. */
import { makeOp } from "@rensa/core";

/**
 * The inverse hyperbolic cosine.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { acosh } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => acosh(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[1, 1.5, 2], [3, 4, 5]] });
 * console.log(data); // Float32Array [0, 0.9624..., 1.3169..., 1.7627..., 2.0634..., 2.2924...]
 * ```
 */
export const acosh = makeOp({
  name: "acosh",
  forward: { scalar: ([x]) => x.acosh() },
});
