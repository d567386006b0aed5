/** The loss of yes-or-no questions of which most are easy. */
import { makeOp, nullable, number } from "@rensa/core";
import { sigmoid } from "../activation/sigmoid.ts";
import { softplus } from "../activation/softplus.ts";
import { add } from "../arithmetic/add.ts";
import { mul } from "../arithmetic/mul.ts";
import { neg } from "../arithmetic/neg.ts";
import { sub } from "../arithmetic/sub.ts";
import { focused } from "./focused.ts";
import { binaryLossCall } from "./loss-call.ts";
import { checkAttribute } from "./check-loss.ts";
import { lossAttributes, reduceLoss } from "./reduce-loss.ts";

/**
 * The cross-entropy of yes-or-no questions, of logits x and targets t (0 to 1), in which what is answered well counts
 * little: `a * (1 - q) ** gamma * ce`, where `p = sigmoid(x)`, `q = p * t + (1 - p) * (1 - t)` and
 * `a = alpha * t + (1 - alpha) * (1 - t)` (Lin et al. 2017; as torchvision's `sigmoid_focal_loss`). `alpha: null`
 * leaves a out.
 *
 * Both of one shape; the result is a number, or with `reduction: "none"` of that shape. Defaults: `gamma` 2 (from 0),
 * `alpha` 0.25 (0 to 1), `reduction` "mean".
 *
 * `weights` say what each counts: one each, or one for each place of the leading axes, or bool. The mean is then
 * `sum(weight * loss) / sum(weight)`, and 0 where all weights are 0.
 * `classWeights` are those of the answers no and yes.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { binaryFocalLoss } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ logits: f32(4), targets: f32(4) }, ({ logits, targets }) => binaryFocalLoss(logits, targets));
 * const program = await compile(traced);
 * console.log(program.run({ logits: [2, -1, 0.5, -0.5], targets: [1, 0, 1, 0] }).data[0]); // 0.0212...
 * ```
 */
export const binaryFocalLoss = makeOp({
  name: "binary_focal_loss",
  inputs: ["logits", "targets"],
  attributes: { gamma: 2, alpha: nullable(number(0.25), 0.25), ...lossAttributes },
  forward: {
    composite: ([logits, targets], { reduction, gamma, alpha }) => {
      const entropy = sub(softplus(logits), mul(logits, targets));
      const miss = add(mul(sigmoid(logits), sub(1, targets)), mul(sigmoid(neg(logits)), targets));
      const elements = focused(entropy, miss, gamma);
      if (alpha === null) return reduceLoss("binaryFocalLoss", elements, reduction);
      const weights = add(mul(targets, 2 * alpha - 1), 1 - alpha);
      return reduceLoss("binaryFocalLoss", mul(weights, elements), reduction);
    },
  },

  check: ({ gamma, alpha }) => {
    checkAttribute("binaryFocalLoss", "gamma", gamma, gamma >= 0, "a number from 0");
    checkAttribute(
      "binaryFocalLoss",
      "alpha",
      alpha ?? 0,
      alpha === null || (alpha >= 0 && alpha <= 1),
      "null or a number from 0 to 1",
    );
  },
  takes: "logits, targets, options?",
  call: binaryLossCall<{ readonly gamma: number; readonly alpha: number | null }>("binaryFocalLoss"),
});
