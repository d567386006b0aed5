/** The square of the rectifier. */
import { makeOp } from "@rensa/core";

/**
 * `max(x, 0)^2` (So et al. 2021, *Primer*).
 *
 * Elementwise.
 *
 * @example
 * ```ts
 * import { squaredRelu } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => squaredRelu(x));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] }).data); // Float32Array [0, 0, 0, 0.25, 1, 4]
 * ```
 */
export const squaredRelu = makeOp({
  name: "squared_relu",
  forward: { scalar: ([x]) => x.max(0).mul(x.max(0)) },
});
