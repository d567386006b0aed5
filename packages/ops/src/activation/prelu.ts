/** The rectifier with a learned slope. */
import { makeOp, select } from "@rensa/core";

/**
 * `x` above 0, and `slope * x` up to it (He et al. 2015), as PyTorch's `prelu` with its weight broadcast by NumPy's
 * rule: a slope of shape `[channels]` belongs to the last axis, and `[channels, 1, 1]` to the first of three. The
 * derivative at 0 is `slope`.
 *
 * Elementwise; operands broadcast.
 *
 * @throws RensaError `DTYPE_MISMATCH` for two dtypes, `SHAPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { prelu } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3), slope: f32(3) }, ({ x, slope }) => prelu(x, slope));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[-2, -1, 0], [0.5, 1, 2]], slope: [0.1, 0.2, 0.5] });
 * console.log(data); // Float32Array [-0.2, -0.2, 0, 0.5, 1, 2]
 * ```
 */
export const prelu = makeOp({
  name: "prelu",
  inputs: ["x", "slope"],
  forward: { scalar: ([x, slope]) => select(x.gt(0), x, slope.mul(x)) },
});
