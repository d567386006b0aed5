/** The loss of classification, of logarithms of probabilities. */
import { makeOp } from "@rensa/core";
import { neg } from "../arithmetic/neg.ts";
import { labelAttributes, labelLossCall, pickLabels, reduceRows } from "./labeled-rows.ts";

/**
 * For rows along the last axis minus the element that the label names, and of the rows the mean (as PyTorch's
 * `nll_loss`).
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
 * import { negativeLogLikelihood } from "@rensa/ops";
 * import { compile, f32, i32, trace } from "rensa";
 *
 * const traced = trace({ logProbabilities: f32(2, 3), labels: i32(2) }, ({ logProbabilities, labels }) => negativeLogLikelihood(logProbabilities, labels));
 * const program = await compile(traced);
 * console.log(program.run({ logProbabilities: [[-0.5, -1.5, -1.5], [-1, -1, -1.3]], labels: [0, 2] }).data[0]); // 0.9
 * ```
 */
export const negativeLogLikelihood = makeOp({
  name: "negative_log_likelihood",
  inputs: ["logProbabilities", "labels"],
  attributes: { ...labelAttributes },
  forward: {
    composite: ([logProbabilities, labels], options) =>
      reduceRows(
        "negativeLogLikelihood",
        neg(pickLabels(logProbabilities, labels, options.ignoreLabel)),
        labels,
        options,
      ),
  },
  takes: "logProbabilities, labels, options?",
  call: labelLossCall<object>("negativeLogLikelihood"),
});
