/** A regression loss of ratios of positive quantities. */
import { makeOp } from "@rensa/core";
import { relu } from "../activation/relu.ts";
import { squaredDifference } from "../arithmetic/squared-difference.ts";
import { log1p } from "../exponential/log1p.ts";
import { elementLossCall } from "./loss-call.ts";
import { lossAttributes, reduceLoss } from "./reduce-loss.ts";

/**
 * The mean of `(log(1 + p) - log(1 + t))²` of predictions p and targets t, of which those below 0 count as 0 (as
 * Keras's).
 *
 * Both of one shape; the result is a number, or with `reduction: "none"` of that shape. Default `reduction`: "mean".
 *
 * `weights` say what each counts: one each, or one for each place of the leading axes, or bool. The mean is then
 * `sum(weight * loss) / sum(weight)`, and 0 where all weights are 0.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { meanSquaredLogarithmicError } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ y: f32(4), targets: f32(4) }, ({ y, targets }) => meanSquaredLogarithmicError(y, targets));
 * const program = await compile(traced);
 * console.log(program.run({ y: [0.5, 2, 3, 1], targets: [1, 2, 5, 1] }).data[0]); // 0.0617...
 * ```
 */
export const meanSquaredLogarithmicError = makeOp({
  name: "mean_squared_logarithmic_error",
  inputs: ["predictions", "targets"],
  attributes: { ...lossAttributes },
  forward: {
    composite: ([predictions, targets], { reduction }) => {
      const elements = squaredDifference(log1p(relu(predictions)), log1p(relu(targets)));
      return reduceLoss("meanSquaredLogarithmicError", elements, reduction);
    },
  },

  takes: "predictions, targets, options?",
  call: elementLossCall<object>("meanSquaredLogarithmicError"),
});
