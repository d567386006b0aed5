/** Correlations of variables. */
import { makeOp, type DType, RensaError, type Tensor } from "@rensa/core";
import { div } from "../arithmetic/div.ts";
import { square } from "../arithmetic/square.ts";
import { sqrt } from "../exponential/sqrt.ts";
import { matmul } from "../linear/matmul.ts";
import { centered, correctedDistances } from "./centered.ts";
import { sum } from "./sum.ts";

/**
 * Pearson's correlation coefficients of variables, `x` holding one variable a row and one observation a column:
 * covariances over the products of the deviations, as PyTorch's `corrcoef`. NaN for a variable that does not vary.
 *
 * From `[variables, observations]` to `[variables, variables]`.
 *
 * @throws RensaError `RANK_MISMATCH` where `x` is no matrix.
 *
 * @example
 * ```ts
 * import { correlation } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2, 10) }, ({ x }) => correlation(x));
 * ```
 */
export const correlation = makeOp({
  name: "correlation",
  forward: {
    composite: ([x]) => {
      const distances = correctedDistances(centered(x, [1]));
      const length = sqrt(sum(square(distances), 1, { keepDims: true }));
      const unit = div(distances, length);
      return matmul(unit, unit, { transposeB: true });
    },
  },
  check: (_attributes, [x]) => {
    if (x?.shape.length !== 2) {
      throw new RensaError(
        "RANK_MISMATCH",
        `correlation: takes a matrix and got ${String(x?.shape.length)} axes; reshape it to [variables, observations].`,
      );
    }
  },
  takes: "x",
  call:
    (apply) =>
    <N extends number, D extends DType>(x: Tensor<readonly [N, number], D>): Tensor<readonly [N, N], D> =>
      apply([x]),
});
