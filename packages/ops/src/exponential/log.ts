/** The natural logarithm. */
import { makeOp } from "@rensa/core";

/**
 * The natural logarithm.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { log } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => log(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[0.25, 0.5, 1], [2, 3, 4]] });
 * console.log(data); // Float32Array [-1.3862..., -0.6931..., 0, 0.6931..., 1.0986..., 1.3862...]
 * ```
 */
export const log = makeOp({
  name: "log",
  forward: { scalar: ([x]) => x.log() },
});
