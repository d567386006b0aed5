/** A number less its hyperbolic tangent. */
import { makeOp } from "@rensa/core";

/**
 * `x - tanh(x)`, as PyTorch's `tanhshrink`.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for integers.
 *
 * @example
 * ```ts
 * import { tanhShrink } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => tanhShrink(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] });
 * console.log(data); // Float32Array [-1.0359..., -0.2384..., 0, 0.0378..., 0.2384..., 1.0359...]
 * ```
 */
export const tanhShrink = makeOp({
  name: "tanh_shrink",
  forward: { scalar: ([x]) => x.sub(x.tanh()) },
});
