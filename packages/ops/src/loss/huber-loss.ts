/** A regression loss that is quadratic near 0 and linear far from it. */
import { makeOp } from "@rensa/core";
import { abs } from "../arithmetic/abs.ts";
import { mul } from "../arithmetic/mul.ts";
import { square } from "../arithmetic/square.ts";
import { sub } from "../arithmetic/sub.ts";
import { lessEqual } from "../comparison/less-equal.ts";
import { where } from "../comparison/where.ts";
import { elementLossCall } from "./loss-call.ts";
import { checkAttribute } from "./check-loss.ts";
import { lossAttributes, reduceLoss } from "./reduce-loss.ts";

/**
 * Huber's loss of the difference d of predictions and targets: `d² / 2` where `|d| <= delta`, else
 * `delta * (|d| - delta / 2)` (Huber 1964; as PyTorch's `huber_loss`).
 *
 * Both of one shape; the result is a number, or with `reduction: "none"` of that shape. Defaults: `delta` 1 (above 0),
 * `reduction` "mean". {@link smoothL1Loss} is this one over delta.
 *
 * `weights` say what each counts: one each, or one for each place of the leading axes, or bool. The mean is then
 * `sum(weight * loss) / sum(weight)`, and 0 where all weights are 0.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { huberLoss } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ y: f32(4), targets: f32(4) }, ({ y, targets }) => huberLoss(y, targets, { delta: 0.5 }));
 * const program = await compile(traced);
 * console.log(program.run({ y: [0.5, 2, 3, -1], targets: [1, 2, 5, 0] }).data[0]); // 0.34375
 * ```
 */
export const huberLoss = makeOp({
  name: "huber_loss",
  inputs: ["predictions", "targets"],
  attributes: { delta: 1, ...lossAttributes },
  forward: {
    composite: ([predictions, targets], { delta, reduction }) => {
      const difference = sub(predictions, targets);
      const distance = abs(difference);
      const linear = mul(sub(distance, delta / 2), delta);
      const isNear = lessEqual(distance, delta);
      // What is not taken has a derivative too, which must not be 0 times infinity.
      const near = where(isNear, difference, 0);
      const elements = where(isNear, mul(square(near), 0.5), linear);
      return reduceLoss("huberLoss", elements, reduction);
    },
  },
  check: ({ delta }) => checkAttribute("huberLoss", "delta", delta, delta > 0, "a number above 0"),
  takes: "predictions, targets, options?",
  call: elementLossCall<{ readonly delta: number }>("huberLoss"),
});
