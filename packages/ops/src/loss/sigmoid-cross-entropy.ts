/** The loss of yes-or-no questions. */
import { makeOp } from "@rensa/core";
import { mul } from "../arithmetic/mul.ts";
import { sub } from "../arithmetic/sub.ts";
import { softplus } from "../activation/softplus.ts";
import { elementLossCall } from "./loss-call.ts";
import { lossAttributes, reduceLoss } from "./reduce-loss.ts";

/**
 * The mean of minus the logarithm of the probability that the sigmoid gives the target (0 to 1), in nats.
 *
 * Both are of one shape and are not broadcast; the result is a number, or with `reduction: "none"` one an element.
 * Default `reduction`: "mean".
 *
 * @throws RensaError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { sigmoidCrossEntropy } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ logits: f32(4), targets: f32(4) }, ({ logits, targets }) => sigmoidCrossEntropy(logits, targets));
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
  call: elementLossCall<object>("sigmoidCrossEntropy"),
});
