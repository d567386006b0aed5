/** A rectifier rounded by a parabola. */
import { makeOp, select } from "@rensa/core";
import { requireFloat } from "../types/require-dtype.ts";

/**
 * 0 up to -1, `(x + 1)^2 / 4` between -1 and 1, and `x` from 1 (Liang et al. 2023), as Keras's `sparse_plus`. It has
 * one continuous derivative.
 *
 * Elementwise.
 *
 * @throws RensaError `DTYPE_MISMATCH` for integers.
 *
 * @example
 * ```ts
 * import { sparsePlus } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => sparsePlus(x));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[-2, -1, 0], [0.5, 1, 2]] }).data); // Float32Array [0, 0, 0.25, 0.5625, 1, 2]
 * ```
 */
export const sparsePlus = makeOp({
  name: "sparse_plus",
  forward: { scalar: ([x]) => select(x.le(-1), 0, select(x.ge(1), x, x.add(1).mul(x.add(1)).mul(0.25))) },
  check: (_attributes, [x]) => requireFloat("sparsePlus", x),
});
