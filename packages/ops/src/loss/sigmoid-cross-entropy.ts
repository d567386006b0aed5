/** The loss of yes-or-no questions. */
import { makeOp } from "@rensa/core";
import { mul } from "../arithmetic/mul.ts";
import { sub } from "../arithmetic/sub.ts";
import { softplus } from "../activation/softplus.ts";
import { binaryLossCall } from "./loss-call.ts";
import { lossAttributes, reduceLoss } from "./reduce-loss.ts";

/**
 * The mean of minus the logarithm of the probability that the sigmoid gives the target (0 to 1), in nats.
 *
 * Both are of one shape and are not broadcast; the result is a number, or with `reduction: "none"` one an element.
 * Default `reduction`: "mean".
 *
 * `weights` say what each counts: one each, or one for each place of the leading axes, or bool. The mean is then
 * `sum(weight * loss) / sum(weight)`, and 0 where all weights are 0.
 * `classWeights` are those of the answers no and yes.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { sigmoidCrossEntropy } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ logits: f32(4), targets: f32(4) }, ({ logits, targets }) => sigmoidCrossEntropy(logits, targets));
 * const program = await compile(traced);
 * console.log(program.run({ logits: [2, -1, 0.5, -0.5], targets: [1, 0, 1, 0] }).data[0]); // 0.3470...
 * ```
 */
export const sigmoidCrossEntropy = makeOp({
  name: "sigmoid_cross_entropy",
  inputs: ["logits", "targets"],
  attributes: { ...lossAttributes },
  forward: {
    composite: ([logits, targets], { reduction }) =>
      reduceLoss("sigmoidCrossEntropy", sub(softplus(logits), mul(logits, targets)), reduction),
  },
  takes: "logits, targets, options?",
  call: binaryLossCall<object>("sigmoidCrossEntropy"),
});
