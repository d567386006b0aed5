/** max(x, 0). The derivative at 0 is 0. */
import { constantScalar, makeOp, select } from "@rensa/core";

/**
 * max(x, 0). The derivative at 0 is 0; NaN stays NaN. As PyTorch's `relu`.
 *
 * Elementwise.
 *
 * @example
 * ```ts
 * import { relu } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => relu(x));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] }).data); // Float32Array [0, 0, 0, 0.5, 1, 2]
 * ```
 */
export const relu = makeOp({
  name: "relu",
  forward: { scalar: ([x]) => select(x.le(0), constantScalar(0, x.dtype), x) },
});
