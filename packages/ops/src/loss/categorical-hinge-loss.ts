/** The loss of classifiers of many classes with a margin. */
import { makeOp } from "@rensa/core";
import { relu } from "../activation/relu.ts";
import { add } from "../arithmetic/add.ts";
import { mul } from "../arithmetic/mul.ts";
import { sub } from "../arithmetic/sub.ts";
import { max } from "../reduction/max.ts";
import { sum } from "../reduction/sum.ts";
import { targetLossCall } from "./loss-call.ts";
import { lossAttributes, reduceLoss } from "./reduce-loss.ts";

/**
 * For rows along the last axis `max(0, 1 + max((1 - t) * p) - sum(t * p))` of scores p and targets t, which are 0 or
 * 1, and of the rows the mean (as Keras's `categorical_hinge`).
 *
 * Both of one shape; the result is a number, or with `reduction: "none"` one number a row. Default `reduction`:
 * "mean".
 *
 * `weights` say what each counts: one each, or one for each place of the leading axes, or bool. The mean is then
 * `sum(weight * loss) / sum(weight)`, and 0 where all weights are 0.
 * `classWeights` say what a row counts by its targets.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { categoricalHingeLoss } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ y: f32(2, 3), targets: f32(2, 3) }, ({ y, targets }) => categoricalHingeLoss(y, targets));
 * const program = await compile(traced);
 * console.log(program.run({ y: [[2, 0.5, -1], [0, 1, 3]], targets: [[1, 0, 0], [0, 1, 0]] }).data[0]); // 1.5
 * ```
 */
export const categoricalHingeLoss = makeOp({
  name: "categorical_hinge_loss",
  inputs: ["predictions", "targets"],
  attributes: { ...lossAttributes },
  forward: {
    composite: ([predictions, targets], { reduction }) => {
      const right = sum(mul(targets, predictions), -1);
      const wrong = max(mul(sub(1, targets), predictions), -1);
      return reduceLoss("categoricalHingeLoss", relu(add(sub(wrong, right), 1)), reduction);
    },
  },

  takes: "predictions, targets, options?",
  call: targetLossCall<object>("categoricalHingeLoss"),
});
