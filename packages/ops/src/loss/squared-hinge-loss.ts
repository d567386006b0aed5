/** The loss of classifiers with a margin, without a kink. */
import { makeOp } from "@rensa/core";
import { relu } from "../activation/relu.ts";
import { mul } from "../arithmetic/mul.ts";
import { square } from "../arithmetic/square.ts";
import { sub } from "../arithmetic/sub.ts";
import { elementLossCall } from "./loss-call.ts";
import { lossAttributes, reduceLoss } from "./reduce-loss.ts";

/**
 * The mean of `max(0, 1 - t * p)²` of predictions p and targets t, which are -1 or 1 (as Keras's `squared_hinge`).
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
 * import { squaredHingeLoss } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ y: f32(4), targets: f32(4) }, ({ y, targets }) => squaredHingeLoss(y, targets));
 * const program = await compile(traced);
 * console.log(program.run({ y: [0.5, -2, 3, 0.5], targets: [1, -1, 1, -1] }).data[0]); // 0.625
 * ```
 */
export const squaredHingeLoss = makeOp({
  name: "squared_hinge_loss",
  inputs: ["predictions", "targets"],
  attributes: { ...lossAttributes },
  forward: {
    composite: ([predictions, targets], { reduction }) => {
      return reduceLoss("squaredHingeLoss", square(relu(sub(1, mul(targets, predictions)))), reduction);
    },
  },

  takes: "predictions, targets, options?",
  call: elementLossCall<object>("squaredHingeLoss"),
});
