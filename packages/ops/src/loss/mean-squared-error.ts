/** The loss of regression. */
import { defineOp, type DType, type Shape, type Tensor } from "@rensa/core";
import { squaredDifference } from "../arithmetic/squared-difference.ts";
import { mean } from "../reduction/mean.ts";

/**
 * The mean of the squared differences.
 *
 * @throws RensaError `SHAPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { meanSquaredError } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ y: f32(4), targets: f32(4) }, ({ y, targets }) => meanSquaredError(y, targets));
 * ```
 */
export const meanSquaredError = defineOp({
  name: "mean_squared_error",
  inputs: ["predictions", "targets"],
  forward: { composite: ([predictions, targets]) => mean(squaredDifference(predictions, targets) as Tensor) },
  call:
    (apply) =>
    <S extends Shape, D extends DType>(predictions: Tensor<S, D>, targets: Tensor<S, D>): Tensor<readonly [], D> =>
      apply([predictions, targets])[0] as Tensor<readonly [], D>,
});
