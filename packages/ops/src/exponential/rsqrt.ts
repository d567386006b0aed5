/** One over the square root. */
import { constantScalar, makeOp } from "@rensa/core";

/**
 * One over the square root.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { rsqrt } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => rsqrt(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[0.25, 0.5, 1], [2, 3, 4]] });
 * console.log(data); // Float32Array [2, 1.4142..., 1, 0.7071..., 0.5773..., 0.5]
 * ```
 */
export const rsqrt = makeOp({
  name: "rsqrt",
  forward: { scalar: ([x]) => constantScalar(1, x.dtype).div(x.sqrt()) },
});
