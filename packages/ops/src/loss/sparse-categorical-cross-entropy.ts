/** The loss of classification, of probabilities. */
import { defineOp, type Shape, type Tensor } from "@rensa/core";
import { maximum } from "../arithmetic/maximum.ts";
import { neg } from "../arithmetic/neg.ts";
import { log } from "../exponential/log.ts";
import { pick } from "../indexing/pick.ts";
import { checkAttribute, labelLossCall, lossAttributes, reduceLoss } from "./loss-call.ts";

/**
 * For rows along the last axis `-log(max(p, epsilon))` of the probability p that the label names, in nats, and of the
 * rows the mean (as Keras's, which divides a row by its sum first). Of logits, `softmaxCrossEntropy` is exacter.
 *
 * Labels have the shape of the rows and are clamped to the classes; the result is a number, or with
 * `reduction: "none"` one number a row. Defaults: `epsilon` 1e-7 (above 0), `reduction` "mean".
 *
 * @throws RensaError `SHAPE_MISMATCH`, `RANK_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { sparseCategoricalCrossEntropy } from "@rensa/ops";
 * import { f32, i32, trace } from "@rensa/core";
 *
 * const traced = trace({ probabilities: f32(4, 3), labels: i32(4) }, ({ probabilities, labels }) => sparseCategoricalCrossEntropy(probabilities, labels));
 * ```
 */
export const sparseCategoricalCrossEntropy = defineOp({
  name: "sparse_categorical_cross_entropy",
  inputs: ["probabilities", "labels"],
  attributes: { epsilon: 1e-7, ...lossAttributes },
  forward: {
    composite: ([probabilities, labels], { reduction, epsilon }) => {
      const picked = pick(probabilities as Tensor<readonly [...Shape, number]>, labels as Tensor<Shape, "i32">);
      return reduceLoss("sparseCategoricalCrossEntropy", neg(log(maximum(picked, epsilon))), reduction);
    },
  },

  check: ({ epsilon }) =>
    checkAttribute("sparseCategoricalCrossEntropy", "epsilon", epsilon, epsilon > 0, "a number above 0"),
  call: labelLossCall<{ readonly epsilon: number }>("sparseCategoricalCrossEntropy"),
});
