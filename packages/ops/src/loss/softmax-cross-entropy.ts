/** The loss of classification. */
import { makeOp } from "@rensa/core";
import { neg } from "../arithmetic/neg.ts";
import { labelAttributes, labelLossCall, pickLabels, reduceRows } from "./labeled-rows.ts";
import { logSoftmax } from "./log-softmax.ts";

/**
 * For rows along the last axis minus the logarithm of the probability that the softmax of logits gives the label, in
 * nats, and of the rows the mean. As PyTorch's `cross_entropy`.
 *
 * Labels have the shape of the rows and lie from 0 below the number of classes. Rows with the label `ignoreLabel` count
 * neither in the sum nor in the mean, which is 0 where no row counts. A program refuses any other label among its data,
 * `LABEL_OUT_OF_RANGE`; one that is computed makes its row NaN, and its gradient. The result is a number, or
 * with `reduction: "none"` one number a row. Defaults: no `ignoreLabel`, `reduction` "mean".
 *
 * `weights` say what each counts: one each, or one for each place of the leading axes, or bool. The mean is then
 * `sum(weight * loss) / sum(weight)`, and 0 where all weights are 0.
 * `classWeights` say what a row counts by its label; the mean divides by them, as PyTorch's.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `RANK_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { softmaxCrossEntropy } from "@rensa/ops";
 * import { compile, f32, i32, trace } from "rensa";
 *
 * const traced = trace({ logits: f32(2, 3), labels: i32(2) }, ({ logits, labels }) => softmaxCrossEntropy(logits, labels));
 * const program = await compile(traced);
 * console.log(program.run({ logits: [[2, 0.5, -1], [0, 1, 3]], labels: [0, 2] }).data[0]); // 0.2055...
 * ```
 */
export const softmaxCrossEntropy = makeOp({
  name: "softmax_cross_entropy",
  inputs: ["logits", "labels"],
  attributes: { ...labelAttributes },
  forward: {
    composite: ([logits, labels], options) =>
      reduceRows(
        "softmaxCrossEntropy",
        neg(pickLabels(logSoftmax(logits), labels, options.ignoreLabel)),
        labels,
        options,
      ),
  },
  takes: "logits, labels, options?",
  call: labelLossCall<object>("softmaxCrossEntropy"),
});
