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
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 4) }, ({ x }) => correlation(x));
 * const program = await compile(traced);
 * console.log(program.run({ x: [[1, 2, 3, 4], [2, 4, 6, 9]] }).data); // Float32Array [1, 0.9943..., 0.9943..., 1]
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
