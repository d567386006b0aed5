/** A composite op: rows over their mean magnitude. Its derivative is that of its parts. */
import { defineOp, number, type Tensor } from "@rensa/core";
import { abs, add, div, mean } from "@rensa/ops";

/** x / (mean of |x| along the last axis + epsilon). */
export const level = defineOp({
  name: "tide_level",
  attributes: { epsilon: number(1e-3, { above: 0 }) },
  forward: { composite: ([x], { epsilon }) => div(x, add(mean(abs(x), -1, { keepDims: true }), epsilon)) },
  call: (apply) => (x: Tensor, options?: { readonly epsilon?: number }) => apply([x], options),
});
