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
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3), y: f32(2, 3) }, ({ x, y }) => pairwiseCosine(x, y));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[1, 2, 3], [0, 1, 0]], y: [[1, 0, 3], [3, 1, 4]] });
 * console.log(data); // Float32Array [0.8451..., 0.8910..., 0, 0.1961...]
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
