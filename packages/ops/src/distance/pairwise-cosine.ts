/** The cosines of all rows of one tensor with all rows of another. */
import { makeOp, number } from "@rensa/core";
import { matmul } from "../linear/matmul.ts";
import { l2Normalize } from "../normalization/l2-normalize.ts";
import { pairwiseCall } from "./distance-call.ts";

/**
 * The cosines of the angles of all rows of x with all rows of y, `x[i] . y[j] / (|x[i]| * |y[j]|)`, where lengths are
 * held at `epsilon` or above: a matrix product. Rows `[..., n, width]` and `[..., m, width]` give `[..., n, m]`; the
 * axes before broadcast. Default `epsilon`: 1e-8 (above 0). The cosine with a row of zeros is 0.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `RANK_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { pairwiseCosine } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(5, 3), y: f32(4, 3) }, ({ x, y }) => pairwiseCosine(x, y));
 * ```
 */
export const pairwiseCosine = makeOp({
  name: "pairwise_cosine",
  inputs: ["x", "y"],
  attributes: { epsilon: number(1e-8, { minimum: 0 }) },
  forward: {
    composite: ([x, y], { epsilon }) =>
      matmul(l2Normalize(x, { epsilon }), l2Normalize(y, { epsilon }), { transposeB: true }),
  },
  takes: "x, y, options?",
  call: pairwiseCall<"pairwiseCosine", { readonly epsilon: number }>("pairwiseCosine"),
});
