/** A regression loss that outliers move little. */
import { makeOp } from "@rensa/core";
import { abs } from "../arithmetic/abs.ts";
import { sub } from "../arithmetic/sub.ts";
import { elementLossCall } from "./loss-call.ts";
import { lossAttributes, reduceLoss } from "./reduce-loss.ts";

/**
 * The mean of the absolute differences of predictions and targets (as PyTorch's `l1_loss`).
 *
 * Both of one shape; the result is a number, or with `reduction: "none"` of that shape. Default `reduction`: "mean".
 * Where the two are equal the derivative is 0.
 *
 * `weights` say what each counts: one each, or one for each place of the leading axes, or bool. The mean is then
 * `sum(weight * loss) / sum(weight)`, and 0 where all weights are 0.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { meanAbsoluteError } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ y: f32(4), targets: f32(4) }, ({ y, targets }) => meanAbsoluteError(y, targets));
 * const program = await compile(traced);
 * console.log(program.run({ y: [0.5, 2, 3, -1], targets: [1, 2, 5, 0] }).data[0]); // 0.875
 * ```
 */
export const meanAbsoluteError = makeOp({
  name: "mean_absolute_error",
  inputs: ["predictions", "targets"],
  attributes: { ...lossAttributes },
  forward: {
    composite: ([predictions, targets], { reduction }) => {
      return reduceLoss("meanAbsoluteError", abs(sub(predictions, targets)), reduction);
    },
  },

  takes: "predictions, targets, options?",
  call: elementLossCall<object>("meanAbsoluteError"),
});
