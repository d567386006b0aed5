/** The loss of classification with target probabilities: distillation, mixed labels. */
import { makeOp } from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { mul } from "../arithmetic/mul.ts";
import { neg } from "../arithmetic/neg.ts";
import { sum } from "../reduction/sum.ts";
import { logSoftmax } from "./log-softmax.ts";
import { targetLossCall } from "./loss-call.ts";
import { checkAttribute } from "./check-loss.ts";
import { lossAttributes, reduceLoss } from "./reduce-loss.ts";

/**
 * For rows along the last axis the cross-entropy of target probabilities t and the softmax of logits x,
 * `-sum(t * logSoftmax(x))`, in nats, and of the rows the mean (as PyTorch's `cross_entropy`). With `smoothing` s, t
 * is `(1 - s) * t + s / classes` (Szegedy et al. 2016).
 *
 * Both of one shape; the result is a number, or with `reduction: "none"` one number a row. Defaults: `smoothing` 0 (0
 * to 1), `reduction` "mean".
 *
 * `weights` say what each counts: one each, or one for each place of the leading axes, or bool. The mean is then
 * `sum(weight * loss) / sum(weight)`, and 0 where all weights are 0.
 * `classWeights` say what a row counts by its targets.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 * @throws RensaError `RANK_MISMATCH` for another number of axes.
 *
 * @example
 * ```ts
 * import { softTargetCrossEntropy } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ logits: f32(2, 3), targets: f32(2, 3) }, ({ logits, targets }) => softTargetCrossEntropy(logits, targets));
 * const program = await compile(traced);
 * const { data } = program.run({ logits: [[2, 0.5, -1], [0, 1, 3]], targets: [[0.9, 0.1, 0], [0, 0.2, 0.8]] });
 * console.log(data[0]); // 0.4805...
 * ```
 */
export const softTargetCrossEntropy = makeOp({
  name: "soft_target_cross_entropy",
  inputs: ["logits", "targets"],
  attributes: { smoothing: 0, ...lossAttributes },
  forward: {
    composite: ([logits, targets], { reduction, smoothing }) => {
      const classes = logits.shape.at(-1) ?? 1;
      const soft = smoothing === 0 ? targets : add(mul(targets, 1 - smoothing), smoothing / classes);
      return reduceLoss("softTargetCrossEntropy", neg(sum(mul(soft, logSoftmax(logits)), -1)), reduction);
    },
  },

  check: ({ smoothing }) =>
    checkAttribute(
      "softTargetCrossEntropy",
      "smoothing",
      smoothing,
      smoothing >= 0 && smoothing <= 1,
      "a number from 0 to 1",
    ),
  takes: "logits, targets, options?",
  call: targetLossCall<{ readonly smoothing: number }>("softTargetCrossEntropy"),
});
