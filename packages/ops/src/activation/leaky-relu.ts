/** x above 0, and `slope` times x below. Default slope: 0.01. */
import { makeOp, select } from "@rensa/core";

/**
 * x above 0, and `slope` times x below. Default slope: 0.01.
 *
 * Elementwise.
 *
 * @example
 * ```ts
 * import { leakyRelu } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => leakyRelu(x));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] }).data); // Float32Array [-0.02, -0.01, 0, 0.5, 1, 2]
 * ```
 */
export const leakyRelu = makeOp({
  name: "leaky_relu",
  attributes: { slope: 0.01 },
  forward: { scalar: ([x], { slope }) => select(x.gt(0), x, x.mul(slope)) },
});
