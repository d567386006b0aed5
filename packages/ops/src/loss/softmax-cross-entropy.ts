/** The loss of classification. */
import { defineOp, type DType, type Tensor } from "@rensa/core";
import { neg } from "../arithmetic/neg.ts";
import { pick } from "../indexing/pick.ts";
import { mean } from "../reduction/mean.ts";
import { logSoftmax } from "./log-softmax.ts";

/**
 * The mean over rows of minus the logarithm of the probability that softmax gives the label, in nats.
 *
 * @throws RensaError `SHAPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { softmaxCrossEntropy } from "@rensa/ops";
 * import { f32, i32, trace } from "@rensa/core";
 *
 * const traced = trace({ logits: f32(4, 10), labels: i32(4) }, ({ logits, labels }) => softmaxCrossEntropy(logits, labels));
 * ```
 */
export const softmaxCrossEntropy = defineOp({
  name: "softmax_cross_entropy",
  inputs: ["logits", "labels"],
  forward: {
    composite: ([logits, labels]) =>
      neg(
        mean(pick(logSoftmax(logits) as Tensor<readonly [number, number]>, labels as Tensor<readonly [number], "i32">)),
      ),
  },
  call:
    (apply) =>
    <N extends number, D extends DType>(
      logits: Tensor<readonly [N, number], D>,
      labels: Tensor<readonly [N], "i32">,
    ): Tensor<readonly [], D> =>
      apply([logits, labels])[0] as Tensor<readonly [], D>,
});
