/** The loss of classification, of probabilities. */
import { makeOp } from "@rensa/core";
import { maximum } from "../arithmetic/maximum.ts";
import { neg } from "../arithmetic/neg.ts";
import { log } from "../exponential/log.ts";
import { labelAttributes, labelLossCall, pickLabels, reduceRows } from "./labeled-rows.ts";
import { checkAttribute } from "./check-loss.ts";

/**
 * For rows along the last axis `-log(max(p, epsilon))` of the probability p that the label names, in nats, and of the
 * rows the mean (as Keras's, which divides a row by its sum first). Of logits, `softmaxCrossEntropy` is exacter.
 *
 * Labels have the shape of the rows and lie from 0 below the number of classes. Rows with the label `ignoreLabel` count
 * neither in the sum nor in the mean, which is 0 where no row counts. A program refuses any other label among its data,
 * `LABEL_OUT_OF_RANGE`; one that is computed makes its row NaN, and its gradient. The result is a number, or
 * with `reduction: "none"` one number a row. Defaults: no `ignoreLabel`, `epsilon` 1e-7 (above 0), `reduction` "mean".
 *
 * `weights` say what each counts: one each, or one for each place of the leading axes, or bool. The mean is then
 * `sum(weight * loss) / sum(weight)`, and 0 where all weights are 0.
 * `classWeights` say what a row counts by its label; the mean divides by them, as PyTorch's.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `RANK_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { sparseCategoricalCrossEntropy } from "@rensa/ops";
 * import { compile, f32, i32, trace } from "rensa";
 *
 * const traced = trace({ probabilities: f32(2, 3), labels: i32(2) }, ({ probabilities, labels }) => sparseCategoricalCrossEntropy(probabilities, labels));
 * const program = await compile(traced);
 * const { data } = program.run({ probabilities: [[0.7, 0.2, 0.1], [0.1, 0.3, 0.6]], labels: [0, 2] });
 * console.log(data[0]); // 0.4337...
 * ```
 */
export const sparseCategoricalCrossEntropy = makeOp({
  name: "sparse_categorical_cross_entropy",
  inputs: ["probabilities", "labels"],
  attributes: { epsilon: 1e-7, ...labelAttributes },
  forward: {
    composite: ([probabilities, labels], { epsilon, ...options }) => {
      const picked = pickLabels(probabilities, labels, options.ignoreLabel);
      return reduceRows("sparseCategoricalCrossEntropy", neg(log(maximum(picked, epsilon))), labels, options);
    },
  },
  check: ({ epsilon }) =>
    checkAttribute("sparseCategoricalCrossEntropy", "epsilon", epsilon, epsilon > 0, "a number above 0"),
  takes: "probabilities, labels, options?",
  call: labelLossCall<{ readonly epsilon: number }>("sparseCategoricalCrossEntropy"),
});
