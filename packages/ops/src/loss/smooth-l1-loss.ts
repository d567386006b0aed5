/** A regression loss: the absolute difference, rounded at 0. */
import { makeOp } from "@rensa/core";
import { abs } from "../arithmetic/abs.ts";
import { mul } from "../arithmetic/mul.ts";
import { square } from "../arithmetic/square.ts";
import { sub } from "../arithmetic/sub.ts";
import { less } from "../comparison/less.ts";
import { where } from "../comparison/where.ts";
import { elementLossCall } from "./loss-call.ts";
import { checkAttribute } from "./check-loss.ts";
import { lossAttributes, reduceLoss } from "./reduce-loss.ts";

/**
 * The difference d of predictions and targets, as `d² / (2 * beta)` where `|d| < beta`, else `|d| - beta / 2`
 * (Girshick 2015; as PyTorch's `smooth_l1_loss`). With `beta: 0` it is the absolute difference.
 *
 * Both of one shape; the result is a number, or with `reduction: "none"` of that shape. Defaults: `beta` 1 (from 0),
 * `reduction` "mean".
 *
 * `weights` say what each counts: one each, or one for each place of the leading axes, or bool. The mean is then
 * `sum(weight * loss) / sum(weight)`, and 0 where all weights are 0.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { smoothL1Loss } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ y: f32(4), targets: f32(4) }, ({ y, targets }) => smoothL1Loss(y, targets));
 * const program = await compile(traced);
 * console.log(program.run({ y: [0.5, 2, 3, -1], targets: [1, 2, 5, 0] }).data[0]); // 0.53125
 * ```
 */
export const smoothL1Loss = makeOp({
  name: "smooth_l1_loss",
  inputs: ["predictions", "targets"],
  attributes: { beta: 1, ...lossAttributes },
  forward: {
    composite: ([predictions, targets], { reduction, beta }) => {
      const difference = sub(predictions, targets);
      const distance = abs(difference);
      if (beta === 0) return reduceLoss("smoothL1Loss", distance, reduction);
      const isNear = less(distance, beta);
      // What is not taken has a derivative too, which must not be 0 times infinity.
      const near = where(isNear, difference, 0);
      const elements = where(isNear, mul(square(near), 0.5 / beta), sub(distance, beta / 2));
      return reduceLoss("smoothL1Loss", elements, reduction);
    },
  },

  check: ({ beta }) => checkAttribute("smoothL1Loss", "beta", beta, beta >= 0, "a number from 0"),
  takes: "predictions, targets, options?",
  call: elementLossCall<{ readonly beta: number }>("smoothL1Loss"),
});
