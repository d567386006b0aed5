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
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => squaredRelu(x));
 * ```
 */
export const squaredRelu = makeOp({
  name: "squared_relu",
  forward: { scalar: ([x]) => x.max(0).mul(x.max(0)) },
});
