/** min(max(x, 0), 6). */
import { constantScalar, makeOp, select } from "@rensa/core";

/**
 * min(max(x, 0), 6). The derivative at 0 and at 6 is 0; NaN stays NaN. As PyTorch's `relu6`.
 *
 * Elementwise.
 *
 * @example
 * ```ts
 * import { relu6 } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => relu6(x));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] }).data); // Float32Array [0, 0, 0, 0.5, 1, 2]
 * ```
 */
export const relu6 = makeOp({
  name: "relu6",
  forward: {
    scalar: ([x]) => select(x.le(0), constantScalar(0, x.dtype), select(x.ge(6), constantScalar(6, x.dtype), x)),
  },
});
