/** Norms of matrices. */
import { makeOp, type DType, oneOf, RensaError, select, type Shape, type Tensor } from "@rensa/core";
import { abs } from "../arithmetic/abs.ts";
import { square } from "../arithmetic/square.ts";
import { max } from "../reduction/max.ts";
import { sum } from "../reduction/sum.ts";
import type { BatchOf } from "./matrix-types.ts";
import { requireMatrices } from "./operands.ts";
import { svd } from "./svd.ts";

/** The norms of {@link matrixNorm}. */
export type MatrixNormOrder = "frobenius" | "nuclear" | "spectral" | "one" | "infinity";

const orders: readonly MatrixNormOrder[] = ["frobenius", "nuclear", "spectral", "one", "infinity"];

/**
 * The square root whose derivative at 0 is 0, as PyTorch's norms have it.
 *
 * @internal
 */
export const rootOfSquares = makeOp({
  name: "root_of_squares",
  // The inner choice keeps the derivative of a root at 0, which is infinite, out of the product with 0.
  forward: { scalar: ([x]) => select(x.eq(0), 0, select(x.eq(0), 1, x).sqrt()) },
});

/**
 * A norm of matrices `[..., m, n]`, of shape `[...]`; as PyTorch's `linalg.matrix_norm`. By `order`:
 *
 * - `"frobenius"` (default): the root of the sum of squares. Its gradient at a matrix of zeros is 0.
 * - `"nuclear"`: the sum of the singular values.
 * - `"spectral"`: the largest singular value.
 * - `"one"`: the largest sum of magnitudes of a column.
 * - `"infinity"`: the largest sum of magnitudes of a row.
 *
 * @throws RensaError `RANK_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID` for an order that is not one of these.
 *
 * @example
 * ```ts
 * import { matrixNorm } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ a: f32(2, 2) }, ({ a }) => matrixNorm(a, { order: "nuclear" }));
 * const program = await compile(traced);
 * console.log(program.run({ a: [[3, 0], [0, 4]] }).data[0]); // 7
 * ```
 */
export const matrixNorm = makeOp({
  name: "matrix_norm",
  inputs: ["a"],
  attributes: { order: oneOf(orders, "frobenius") },
  forward: {
    composite: ([a], { order }) => {
      switch (order) {
        case "frobenius":
          return rootOfSquares(sum(square(a), [-2, -1]));
        case "nuclear":
          return sum(svd(a).s, -1);
        case "spectral":
          return max(svd(a).s, -1);
        case "one":
          return max(sum(abs(a), -2), -1);
        case "infinity":
          return max(sum(abs(a), -1), -1);
      }
    },
  },
  check: ({ order }, inputs) => {
    requireMatrices("matrixNorm", inputs);
    if (!orders.includes(order)) {
      throw new RensaError("ATTRIBUTE_INVALID", `matrixNorm: order "${order}" is not one of ${orders.join(", ")}.`);
    }
  },
  takes: "a, options?",
  call:
    (apply) =>
    <S extends Shape, D extends DType>(
      a: Tensor<S, D>,
      options: { readonly order?: MatrixNormOrder } = {},
    ): Tensor<BatchOf<S>, D> =>
      apply([a], { ...options }),
});
