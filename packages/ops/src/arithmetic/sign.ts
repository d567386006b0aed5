/** The sign: -1, 0 or 1. Its derivative is 0. */
import { makeOp } from "@rensa/core";

/**
 * The sign: -1, 0 or 1. Its derivative is 0. That of NaN is NaN, as in NumPy; PyTorch has 0.
 *
 * Elementwise.
 *
 * @example
 * ```ts
 * import { sign } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => sign(x));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] }).data); // Float32Array [-1, -1, 0, 1, 1, 1]
 * ```
 */
export const sign = makeOp({
  name: "sign",
  forward: { scalar: ([x]) => x.sign() },
});
