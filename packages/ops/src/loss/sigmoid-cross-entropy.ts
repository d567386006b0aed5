/** The loss of yes-or-no questions. */
import { defineOp, type DType, type Shape, type Tensor } from "@rensa/core";
import { mul } from "../arithmetic/mul.ts";
import { sub } from "../arithmetic/sub.ts";
import { softplus } from "../activation/softplus.ts";
import { mean } from "../reduction/mean.ts";

/**
 * The mean of minus the logarithm of the probability that the sigmoid gives the target (0 to 1), in nats.
 *
 * @throws RensaError `SHAPE_MISMATCH`.
 *
 * @example
 * ```ts
 * import { sigmoidCrossEntropy } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ logits: f32(4), targets: f32(4) }, ({ logits, targets }) => sigmoidCrossEntropy(logits, targets));
 * ```
 */
export const sigmoidCrossEntropy = defineOp({
  name: "sigmoid_cross_entropy",
  inputs: ["logits", "targets"],
  forward: { composite: ([logits, targets]) => mean(sub(softplus(logits), mul(logits, targets)) as Tensor) },
  call:
    (apply) =>
    <S extends Shape, D extends DType>(logits: Tensor<S, D>, targets: Tensor<S, D>): Tensor<readonly [], D> =>
      apply([logits, targets])[0] as Tensor<readonly [], D>,
});
