/** A rectifier rounded by a parabola. */
import { makeOp, select } from "@rensa/core";
import { requireFloat } from "../types/require-dtype.ts";

/**
 * 0 up to -1, `(x + 1)^2 / 4` between -1 and 1, and `x` from 1 (Liang et al. 2023), as Keras's `sparse_plus`. It has
 * one continuous derivative.
 *
 * Elementwise.
 *
 * @example
 * ```ts
 * import { sparsePlus } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 3) }, ({ x }) => sparsePlus(x));
 * ```
 */
export const sparsePlus = makeOp({
  name: "sparse_plus",
  forward: { scalar: ([x]) => select(x.le(-1), 0, select(x.ge(1), x, x.add(1).mul(x.add(1)).mul(0.25))) },
  check: (_attributes, [x]) => requireFloat("sparsePlus", x),
});
