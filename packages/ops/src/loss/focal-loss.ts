/** The loss of classification in which most rows are easy. */
import { makeOp } from "@rensa/core";
import { mul } from "../arithmetic/mul.ts";
import { neg } from "../arithmetic/neg.ts";
import { expm1 } from "../exponential/expm1.ts";
import { focused } from "./focused.ts";
import { labelAttributes, labelLossCall, pickLabels, reduceRows } from "./labeled-rows.ts";
import { logSoftmax } from "./log-softmax.ts";
import { checkAttribute } from "./check-loss.ts";

/**
 * For rows along the last axis `-alpha * (1 - p) ** gamma * log(p)` of the probability p that the softmax of logits
 * gives the label, in nats, and of the rows the mean (Lin et al. 2017, for many classes). With `gamma: 0` it is the
 * cross-entropy.
 *
 * Labels have the shape of the rows and lie from 0 below the number of classes. Rows with the label `ignoreLabel` count
 * neither in the sum nor in the mean, which is 0 where no row counts. A program refuses any other label among its data,
 * `LABEL_OUT_OF_RANGE`; one that is computed makes its row NaN, and its gradient. The result is a number, or
 * with `reduction: "none"` one number a row. Defaults: no `ignoreLabel`, `gamma` 2 (from 0), `alpha` 1, `reduction` "mean".
 *
 * `weights` say what each counts: one each, or one for each place of the leading axes, or bool. The mean is then
 * `sum(weight * loss) / sum(weight)`, and 0 where all weights are 0.
 * `classWeights` say what a row counts by its label; the mean divides by them, as PyTorch's.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `RANK_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { focalLoss } from "@rensa/ops";
 * import { compile, f32, i32, trace } from "rensa";
 *
 * const traced = trace({ logits: f32(2, 3), labels: i32(2) }, ({ logits, labels }) => focalLoss(logits, labels));
 * const program = await compile(traced);
 * console.log(program.run({ logits: [[2, 0.5, -1], [0, 1, 3]], labels: [0, 2] }).data[0]); // 0.0076...
 * ```
 */
export const focalLoss = makeOp({
  name: "focal_loss",
  inputs: ["logits", "labels"],
  attributes: { gamma: 2, alpha: 1, ...labelAttributes },
  forward: {
    composite: ([logits, labels], { gamma, alpha, ...options }) => {
      const logarithm = pickLabels(logSoftmax(logits), labels, options.ignoreLabel);
      const rows = focused(mul(logarithm, -alpha), neg(expm1(logarithm)), gamma);
      return reduceRows("focalLoss", rows, labels, options);
    },
  },
  check: ({ gamma }) => checkAttribute("focalLoss", "gamma", gamma, gamma >= 0, "a number from 0"),
  takes: "logits, labels, options?",
  call: labelLossCall<{ readonly gamma: number; readonly alpha: number }>("focalLoss"),
});
