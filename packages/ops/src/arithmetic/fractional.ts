/** The part after the point, with the sign. */
import { makeOp } from "@rensa/core";

/**
 * `x - trunc(x)`: the part after the point, with the sign of `x`, as PyTorch's `frac`. The derivative is 1.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for integers.
 *
 * @example
 * ```ts
 * import { fractional } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => fractional(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-1.5, -0.5, 0.3], [0.5, 1.7, 2.5]] });
 * console.log(data); // Float32Array [-0.5, -0.5, 0.3, 0.5, 0.7, 0.5]
 * ```
 */
export const fractional = makeOp({
  name: "fractional",
  forward: { scalar: ([x]) => x.sub(x.trunc()) },
});
