/** log(1 + x), exact near 0. */
import { makeOp } from "@rensa/core";

/**
 * log(1 + x), exact near 0.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { log1p } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => log1p(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[0.25, 0.5, 1], [2, 3, 4]] });
 * console.log(data); // Float32Array [0.2231..., 0.4054..., 0.6931..., 1.0986..., 1.3862..., 1.6094...]
 * ```
 */
export const log1p = makeOp({
  name: "log1p",
  forward: { scalar: ([x]) => x.log1p() },
});
