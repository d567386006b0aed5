/** The squared Euclidean distances of all rows of one tensor to all rows of another. */
import { makeOp, oneOf, RensaError } from "@rensa/core";
import { relu } from "../activation/relu.ts";
import { add } from "../arithmetic/add.ts";
import { mul } from "../arithmetic/mul.ts";
import { square } from "../arithmetic/square.ts";
import { squaredDifference } from "../arithmetic/squared-difference.ts";
import { sub } from "../arithmetic/sub.ts";
import { matmul } from "../linear/matmul.ts";
import { sum } from "../reduction/sum.ts";
import { expandDims } from "../shape/expand-dims.ts";
import { pairwiseCall } from "./distance-call.ts";

/**
 * The squared Euclidean distances of all rows of x to all rows of y, `sum((x[i] - y[j])²)`. Rows `[..., n, width]`
 * and `[..., m, width]` give `[..., n, m]`; the axes before broadcast.
 *
 * `method`: "difference" (the default) adds the squared differences and is exact; "product" takes
 * `|x[i]|² + |y[j]|² - 2 * x[i] . y[j]`, held at 0 or above, which is faster for wide rows (it is a matrix product),
 * but loses the digits in which rows that lie close together, far from the origin, differ.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `RANK_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { squaredDistances } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 3), y: f32(2, 3) }, ({ x, y }) => squaredDistances(x, y));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[1, 2, 3], [0, 1, 0]], y: [[1, 0, 3], [3, 1, 4]] });
 * console.log(data); // Float32Array [4, 6, 11, 25]
 * ```
 */
export const squaredDistances = makeOp({
  name: "squared_distances",
  inputs: ["x", "y"],
  attributes: { method: oneOf(["difference", "product"], "difference") },
  forward: {
    composite: ([x, y], { method }) => {
      if (method === "difference") return sum(squaredDifference(expandDims(x, -2), expandDims(y, -3)), -1);
      const lengths = add(sum(square(x), -1, { keepDims: true }), expandDims(sum(square(y), -1), -2));
      return relu(sub(lengths, mul(matmul(x, y, { transposeB: true }), 2)));
    },
  },
  check: ({ method }) => {
    if (!["difference", "product"].includes(method))
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `squaredDistances: "${method}" is not a method; give "difference" or "product".`,
      );
  },
  takes: "x, y, options?",
  call: pairwiseCall<"squaredDistances", { readonly method: "difference" | "product" }>("squaredDistances"),
});
