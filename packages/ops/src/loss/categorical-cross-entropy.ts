/** The loss of classification, of probabilities and target probabilities. */
import { makeOp } from "@rensa/core";
import { maximum } from "../arithmetic/maximum.ts";
import { mul } from "../arithmetic/mul.ts";
import { neg } from "../arithmetic/neg.ts";
import { log } from "../exponential/log.ts";
import { sum } from "../reduction/sum.ts";
import { targetLossCall } from "./loss-call.ts";
import { checkAttribute } from "./check-loss.ts";
import { lossAttributes, reduceLoss } from "./reduce-loss.ts";

/**
 * For rows along the last axis `-sum(t * log(max(p, epsilon)))` of probabilities p and target probabilities t, in
 * nats, and of the rows the mean (as Keras's, which divides a row by its sum first; here a row is one that has the
 * sum 1, such as of `softmax`). Of logits, `softTargetCrossEntropy` is exacter.
 *
 * Both of one shape; the result is a number, or with `reduction: "none"` one number a row. Defaults: `epsilon` 1e-7
 * (above 0), `reduction` "mean".
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
 * import { categoricalCrossEntropy } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ probabilities: f32(2, 3), targets: f32(2, 3) }, ({ probabilities, targets }) => categoricalCrossEntropy(probabilities, targets));
 * const program = await compile(traced);
 * const { data } = program.run({ probabilities: [[0.7, 0.2, 0.1], [0.1, 0.3, 0.6]], targets: [[1, 0, 0], [0, 0, 1]] });
 * console.log(data[0]); // 0.4337...
 * ```
 */
export const categoricalCrossEntropy = makeOp({
  name: "categorical_cross_entropy",
  inputs: ["probabilities", "targets"],
  attributes: { epsilon: 1e-7, ...lossAttributes },
  forward: {
    composite: ([probabilities, targets], { reduction, epsilon }) => {
      const rows = neg(sum(mul(targets, log(maximum(probabilities, epsilon))), -1));
      return reduceLoss("categoricalCrossEntropy", rows, reduction);
    },
  },

  check: ({ epsilon }) =>
    checkAttribute("categoricalCrossEntropy", "epsilon", epsilon, epsilon > 0, "a number above 0"),
  takes: "probabilities, targets, options?",
  call: targetLossCall<{ readonly epsilon: number }>("categoricalCrossEntropy"),
});
