/** The loss of classification, of logarithms of probabilities. */
import { defineOp, type Shape, type Tensor } from "@rensa/core";
import { neg } from "../arithmetic/neg.ts";
import { pick } from "../indexing/pick.ts";
import { labelLossCall, lossAttributes, reduceLoss } from "./loss-call.ts";

/**
 * For rows along the last axis minus the element that the label names, and of the rows the mean (as PyTorch's
 * `nll_loss`).
 *
 * Labels have the shape of the rows and are clamped to the classes; the result is a number, or with
 * `reduction: "none"` one number a row. Default `reduction`: "mean".
 *
 * @throws RensaError `SHAPE_MISMATCH`, `RANK_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { negativeLogLikelihood } from "@rensa/ops";
 * import { f32, i32, trace } from "@rensa/core";
 *
 * const traced = trace({ logProbabilities: f32(4, 3), labels: i32(4) }, ({ logProbabilities, labels }) => negativeLogLikelihood(logProbabilities, labels));
 * ```
 */
export const negativeLogLikelihood = defineOp({
  name: "negative_log_likelihood",
  inputs: ["logProbabilities", "labels"],
  attributes: { ...lossAttributes },
  forward: {
    composite: ([logProbabilities, labels], { reduction }) => {
      return reduceLoss(
        "negativeLogLikelihood",
        neg(pick(logProbabilities as Tensor<readonly [...Shape, number]>, labels as Tensor<Shape, "i32">)),
        reduction,
      );
    },
  },

  call: labelLossCall<object>("negativeLogLikelihood"),
});
