/** What metrics of regression read: predictions and targets of one shape, and sums of float64. */
import { formatShape, formatTensorType, isFloat, RensaError, sameShape, type Shape, type Tensor } from "@rensa/core";
import { cast, sub } from "@rensa/ops";
import { shaped, withoutLastOne } from "./last-axis.ts";

/** Predictions, targets and their differences, in float64: what is added up keeps 53 bits. */
export interface Differences {
  readonly targets: Tensor<Shape, "f64">;
  readonly differences: Tensor<Shape, "f64">;
}

/**
 * Reads predictions and targets of one shape; a last axis of 1 of either does not count.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`.
 */
export function differencesOf(name: string, outputs: Tensor, targets: Tensor): Differences {
  if (!isFloat(outputs.dtype)) {
    throw new RensaError("DTYPE_MISMATCH", `${name}: the outputs are ${formatTensorType(outputs)}; give floats.`);
  }
  const shape = withoutLastOne(outputs.shape);
  // [n, 1] and [n] would broadcast to [n, n].
  if (!sameShape(shape, withoutLastOne(targets.shape))) {
    throw new RensaError(
      "SHAPE_MISMATCH",
      `${name}: outputs ${formatShape(outputs.shape)} and targets ${formatShape(targets.shape)} differ; reshape one of them.`,
    );
  }
  const [predicted, actual] = [outputs, targets].map((tensor) => shaped(cast(tensor, "f64"), shape));
  return {
    // Both were cast to f64 where the outputs are floats.
    targets: actual as Tensor<Shape, "f64">,
    differences: sub(predicted as Tensor, actual as Tensor) as Tensor<Shape, "f64">,
  };
}
