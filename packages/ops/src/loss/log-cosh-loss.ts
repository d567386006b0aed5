/** A regression loss without kinks that outliers move little. */
import { makeOp, type Tensor, type VjpThunks } from "@rensa/core";
import { softplus } from "../activation/softplus.ts";
import { abs } from "../arithmetic/abs.ts";
import { add } from "../arithmetic/add.ts";
import { mul } from "../arithmetic/mul.ts";
import { neg } from "../arithmetic/neg.ts";
import { sub } from "../arithmetic/sub.ts";
import { tanh } from "../trigonometric/tanh.ts";
import { elementLossCall } from "./loss-call.ts";
import { elementGradient, lossAttributes, reduceLoss } from "./reduce-loss.ts";

/**
 * The mean of `log(cosh(p - t))` of predictions p and targets t, without overflow (as Keras's `log_cosh`). It is near
 * `d² / 2` for a small difference d and near `|d| - log 2` for a large one; its derivative is `tanh(d)`.
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
 * import { logCoshLoss } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ y: f32(4), targets: f32(4) }, ({ y, targets }) => logCoshLoss(y, targets));
 * const program = await compile(traced);
 * console.log(program.run({ y: [0.5, 2, 3, -1], targets: [1, 2, 5, 0] }).data[0]); // 0.4697...
 * ```
 */
export const logCoshLoss = makeOp({
  name: "log_cosh_loss",
  inputs: ["predictions", "targets"],
  attributes: { ...lossAttributes },
  forward: {
    composite: ([predictions, targets], { reduction }) => {
      const distance = abs(sub(predictions, targets));
      return reduceLoss("logCoshLoss", sub(add(distance, softplus(mul(distance, -2))), Math.LN2), reduction);
    },
  },
  // Of the absolute value there would be no curvature at 0.
  vjp: ({ inputs: [predictions, targets], gradient }, { reduction }): VjpThunks => {
    const slope = (): Tensor =>
      mul(elementGradient(gradient, predictions.shape, reduction), tanh(sub(predictions, targets)));
    return [slope, () => neg(slope())];
  },

  takes: "predictions, targets, options?",
  call: elementLossCall<object>("logCoshLoss"),
});
