/** The loss of regression. */
import { makeOp } from "@rensa/core";
import { squaredDifference } from "../arithmetic/squared-difference.ts";
import { elementLossCall } from "./loss-call.ts";
import { lossAttributes, reduceLoss } from "./reduce-loss.ts";

/**
 * The mean of the squared differences.
 *
 * Both are of one shape and are not broadcast; the result is a number, or with `reduction: "none"` one an element.
 * Default `reduction`: "mean".
 *
 * `weights` say what each counts: one each, or one for each place of the leading axes, or bool. The mean is then
 * `sum(weight * loss) / sum(weight)`, and 0 where all weights are 0.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { meanSquaredError } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ y: f32(4), targets: f32(4) }, ({ y, targets }) => meanSquaredError(y, targets));
 * const program = await compile(traced);
 * console.log(program.run({ y: [0.5, 2, 3, -1], targets: [1, 2, 5, 0] }).data[0]); // 1.3125
 * ```
 */
export const meanSquaredError = makeOp({
  name: "mean_squared_error",
  inputs: ["predictions", "targets"],
  attributes: { ...lossAttributes },
  forward: {
    composite: ([predictions, targets], { reduction }) =>
      reduceLoss("meanSquaredError", squaredDifference(predictions, targets), reduction),
  },
  takes: "predictions, targets, options?",
  call: elementLossCall<object>("meanSquaredError"),
});
