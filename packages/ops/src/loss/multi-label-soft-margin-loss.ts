/** The loss of rows of which any number of classes hold. */
import { makeOp } from "@rensa/core";
import { softplus } from "../activation/softplus.ts";
import { mul } from "../arithmetic/mul.ts";
import { sub } from "../arithmetic/sub.ts";
import { mean } from "../reduction/mean.ts";
import { rowLossCall } from "./loss-call.ts";
import { lossAttributes, reduceLoss } from "./reduce-loss.ts";

/**
 * For rows along the last axis the mean of `-(t * log(sigmoid(x)) + (1 - t) * log(sigmoid(-x)))` of logits x and
 * targets t (0 to 1), in nats, and of the rows the mean (as PyTorch's `multilabel_soft_margin_loss`).
 *
 * Both of one shape; the result is a number, or with `reduction: "none"` one number a row. Default `reduction`:
 * "mean".
 *
 * `weights` say what each counts: one each, or one for each place of the leading axes, or bool. The mean is then
 * `sum(weight * loss) / sum(weight)`, and 0 where all weights are 0.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { multiLabelSoftMarginLoss } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ logits: f32(2, 3), targets: f32(2, 3) }, ({ logits, targets }) => multiLabelSoftMarginLoss(logits, targets));
 * const program = await compile(traced);
 * const { data } = program.run({ logits: [[2, 0.5, -1], [0, 1, 3]], targets: [[1, 0, 0], [0, 1, 1]] });
 * console.log(data[0]); // 0.4115...
 * ```
 */
export const multiLabelSoftMarginLoss = makeOp({
  name: "multi_label_soft_margin_loss",
  inputs: ["logits", "targets"],
  attributes: { ...lossAttributes },
  forward: {
    composite: ([logits, targets], { reduction }) => {
      const rows = mean(sub(softplus(logits), mul(logits, targets)), -1);
      return reduceLoss("multiLabelSoftMarginLoss", rows, reduction);
    },
  },

  takes: "logits, targets, options?",
  call: rowLossCall<object>("multiLabelSoftMarginLoss"),
});
