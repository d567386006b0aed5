/** A regression loss relative to the target. */
import { makeOp } from "@rensa/core";
import { abs } from "../arithmetic/abs.ts";
import { div } from "../arithmetic/div.ts";
import { maximum } from "../arithmetic/maximum.ts";
import { mul } from "../arithmetic/mul.ts";
import { sub } from "../arithmetic/sub.ts";
import { elementLossCall } from "./loss-call.ts";
import { checkAttribute } from "./check-loss.ts";
import { lossAttributes, reduceLoss } from "./reduce-loss.ts";

/**
 * The mean of `100 * |p - t| / max(|t|, epsilon)` of predictions p and targets t (as Keras's, in percent).
 *
 * Both of one shape; the result is a number, or with `reduction: "none"` of that shape. Defaults: `epsilon` 1e-7
 * (above 0), `reduction` "mean".
 *
 * `weights` say what each counts: one each, or one for each place of the leading axes, or bool. The mean is then
 * `sum(weight * loss) / sum(weight)`, and 0 where all weights are 0.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { meanAbsolutePercentageError } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ y: f32(4), targets: f32(4) }, ({ y, targets }) => meanAbsolutePercentageError(y, targets));
 * const program = await compile(traced);
 * console.log(program.run({ y: [0.5, 2, 3, 1], targets: [1, 2, 5, 1] }).data[0]); // 22.5
 * ```
 */
export const meanAbsolutePercentageError = makeOp({
  name: "mean_absolute_percentage_error",
  inputs: ["predictions", "targets"],
  attributes: { epsilon: 1e-7, ...lossAttributes },
  forward: {
    composite: ([predictions, targets], { reduction, epsilon }) => {
      const size = maximum(abs(targets), epsilon);
      const elements = mul(div(abs(sub(predictions, targets)), size), 100);
      return reduceLoss("meanAbsolutePercentageError", elements, reduction);
    },
  },

  check: ({ epsilon }) =>
    checkAttribute("meanAbsolutePercentageError", "epsilon", epsilon, epsilon > 0, "a number above 0"),
  takes: "predictions, targets, options?",
  call: elementLossCall<{ readonly epsilon: number }>("meanAbsolutePercentageError"),
});
