/** The step function. */
import { makeOp, select } from "@rensa/core";

/**
 * 1 for `x` above 0, 0 below it, and `atZero` where it is 0, as PyTorch's `heaviside`; NaN gives 0. The derivative by
 * `x` is 0; that by `atZero` is 1 where `x` is 0. (PyTorch's has none.)
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `SHAPE_MISMATCH` where shapes do not broadcast.
 *
 * @example
 * ```ts
 * import { heaviside } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => heaviside(x, 0.5));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] }).data); // Float32Array [0, 0, 0.5, 1, 1, 1]
 * ```
 */
export const heaviside = makeOp({
  name: "heaviside",
  inputs: ["x", "atZero"],
  forward: { scalar: ([x, atZero]) => select(x.eq(0), atZero, x.gt(0).to(atZero.dtype)) },
});
