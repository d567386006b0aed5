/** The distances of all rows of one tensor to all rows of another. */
import { makeOp, oneOf, RensaError } from "@rensa/core";
import { abs } from "../arithmetic/abs.ts";
import { sub } from "../arithmetic/sub.ts";
import { max } from "../reduction/max.ts";
import { sum } from "../reduction/sum.ts";
import { expandDims } from "../shape/expand-dims.ts";
import { rootOrZero } from "./root-or-zero.ts";
import { squaredDistances } from "./squared-distances.ts";
import { pairwiseCall } from "./distance-call.ts";

/**
 * The distances of all rows of x to all rows of y by the p-norm of their difference (as PyTorch's `cdist`). Rows
 * `[..., n, width]` and `[..., m, width]` give `[..., n, m]`; the axes before broadcast.
 *
 * `p`: 2 (the default), Euclidean; 1, the sum of absolute differences (Manhattan); Infinity, the largest of them
 * (Chebyshev). Differences are taken one by one, so the result is exact; where only the order of distances matters,
 * `squaredDistances` is cheaper and can be a matrix product. The derivative of a distance of 0 is 0.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `RANK_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { cdist } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3), y: f32(2, 3) }, ({ x, y }) => cdist(x, y, { p: 1 }));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[1, 2, 3], [0, 1, 0]], y: [[1, 0, 3], [3, 1, 4]] });
 * console.log(data); // Float32Array [2, 4, 5, 7]
 * ```
 */
export const cdist = makeOp({
  name: "cdist",
  inputs: ["x", "y"],
  attributes: { p: oneOf([1, 2, Infinity], 2) },
  forward: {
    composite: ([x, y], { p }) => {
      if (p === 2) return rootOrZero(squaredDistances(x, y));
      const differences = abs(sub(expandDims(x, -2), expandDims(y, -3)));
      return p === 1 ? sum(differences, -1) : max(differences, -1);
    },
  },
  check: ({ p }) => {
    if (![1, 2, Infinity].includes(p))
      throw new RensaError("ATTRIBUTE_INVALID", `cdist: p is ${String(p)}; give 1, 2 or Infinity.`);
  },
  takes: "x, y, options?",
  call: pairwiseCall<"cdist", { readonly p: number }>("cdist"),
});
