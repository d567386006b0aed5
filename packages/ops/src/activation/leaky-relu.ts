/** x above 0, and `slope` times x below. Default slope: 0.01. */
import { makeOp, select } from "@rensa/core";

/**
 * x above 0, and `slope` times x below. Default slope: 0.01.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for operands that do not suit.
 *
 * @example
 * ```ts
 * import { leakyRelu } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => leakyRelu(x));
 * ```
 */
export const leakyRelu = makeOp({
  name: "leaky_relu",
  attributes: { slope: 0.01 },
  forward: { scalar: ([x], { slope }) => select(x.gt(0), x, x.mul(slope)) },
});
