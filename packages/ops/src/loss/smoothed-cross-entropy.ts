/** The loss of classification with smoothed labels. */
import { makeOp } from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { mul } from "../arithmetic/mul.ts";
import { neg } from "../arithmetic/neg.ts";
import { mean } from "../reduction/mean.ts";
import { labelAttributes, labelLossCall, pickLabels, reduceRows } from "./labeled-rows.ts";
import { logSoftmax } from "./log-softmax.ts";
import { checkAttribute } from "./check-loss.ts";

/**
 * For rows along the last axis the cross-entropy of the softmax of logits and targets that give the label
 * `1 - smoothing` and spread `smoothing` over all classes: `-(1 - s) * y[label] - s * mean(y)` where
 * `y = logSoftmax(logits)`, in nats, and of the rows the mean (Szegedy et al. 2016; as PyTorch's `cross_entropy` with
 * `label_smoothing`).
 *
 * Labels have the shape of the rows and lie from 0 below the number of classes. Rows with the label `ignoreLabel` count
 * neither in the sum nor in the mean, which is 0 where no row counts. A program refuses any other label among its data,
 * `LABEL_OUT_OF_RANGE`; one that is computed makes its row NaN, and its gradient. The result is a number, or
 * with `reduction: "none"` one number a row. Defaults: no `ignoreLabel`, `smoothing` 0.1 (0 to 1), `reduction` "mean".
 *
 * `weights` say what each counts: one each, or one for each place of the leading axes, or bool. The mean is then
 * `sum(weight * loss) / sum(weight)`, and 0 where all weights are 0.
 * `classWeights` say what a row counts by its label; the mean divides by them, as PyTorch's.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `RANK_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { smoothedCrossEntropy } from "@rensa/ops";
 * import { compile, f32, i32, trace } from "rensa";
 *
 * const traced = trace({ logits: f32(2, 3), labels: i32(2) }, ({ logits, labels }) => smoothedCrossEntropy(logits, labels));
 * const program = await compile(traced);
 * console.log(program.run({ logits: [[2, 0.5, -1], [0, 1, 3]], labels: [0, 2] }).data[0]); // 0.3639...
 * ```
 */
export const smoothedCrossEntropy = makeOp({
  name: "smoothed_cross_entropy",
  inputs: ["logits", "labels"],
  attributes: { smoothing: 0.1, ...labelAttributes },
  forward: {
    composite: ([logits, labels], { smoothing, ...options }) => {
      const y = logSoftmax(logits);
      const hard = mul(pickLabels(y, labels, options.ignoreLabel), 1 - smoothing);
      return reduceRows("smoothedCrossEntropy", neg(add(hard, mul(mean(y, -1), smoothing))), labels, options);
    },
  },
  check: ({ smoothing }) =>
    checkAttribute(
      "smoothedCrossEntropy",
      "smoothing",
      smoothing,
      smoothing >= 0 && smoothing <= 1,
      "a number from 0 to 1",
    ),
  takes: "logits, labels, options?",
  call: labelLossCall<{ readonly smoothing: number }>("smoothedCrossEntropy"),
});
