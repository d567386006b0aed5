/** Covariances of variables. */
import { makeOp, type DType, number, RensaError, type Tensor } from "@rensa/core";
import { div } from "../arithmetic/div.ts";
import { matmul } from "../linear/matmul.ts";
import { centered, correctedDistances } from "./centered.ts";

/**
 * The covariances of variables, `x` holding one variable a row and one observation a column: `(x - mean) (x - mean)^T
 * / (observations - correction)`, as PyTorch's `cov`. Default correction: 1.
 *
 * From `[variables, observations]` to `[variables, variables]`.
 *
 * @throws RensaError `RANK_MISMATCH` where `x` is no matrix, `ATTRIBUTE_INVALID` for a negative correction.
 *
 * @example
 * ```ts
 * import { covariance } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ x: f32(2, 4) }, ({ x }) => covariance(x));
 * const program = await compile(traced);
 * const { data } = program.run({ x: [[1, 2, 3, 4], [2, 4, 6, 9]] });
 * console.log(data); // Float32Array [1.6666..., 3.8333..., 3.8333..., 8.9166...]
 * ```
 */
export const covariance = makeOp({
  name: "covariance",
  attributes: { correction: number(1, { minimum: 0 }) },
  forward: {
    composite: ([x], { correction }) => {
      const distances = correctedDistances(centered(x, [1]));
      const products = matmul(distances, distances, { transposeB: true });
      return div(products, Math.max((x.shape[1] ?? 0) - correction, 0));
    },
  },
  check: ({ correction }, [x]) => {
    if (x?.shape.length !== 2) {
      throw new RensaError(
        "RANK_MISMATCH",
        `covariance: takes a matrix and got ${String(x?.shape.length)} axes; reshape it to [variables, observations].`,
      );
    }
    if (!(correction >= 0)) {
      throw new RensaError(
        "ATTRIBUTE_INVALID",
        `covariance: the correction is ${String(correction)}; give a number from 0.`,
      );
    }
  },
  takes: "x, options?",
  call:
    (apply) =>
    <N extends number, D extends DType>(
      x: Tensor<readonly [N, number], D>,
      options?: { readonly correction?: number },
    ): Tensor<readonly [N, N], D> =>
      apply([x], options),
});
