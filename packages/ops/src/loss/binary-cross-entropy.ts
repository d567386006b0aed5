/** The loss of yes-or-no questions, of probabilities. */
import { makeOp, type Tensor, type VjpThunks } from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { div } from "../arithmetic/div.ts";
import { maximum } from "../arithmetic/maximum.ts";
import { mul } from "../arithmetic/mul.ts";
import { neg } from "../arithmetic/neg.ts";
import { sub } from "../arithmetic/sub.ts";
import { log } from "../exponential/log.ts";
import { log1p } from "../exponential/log1p.ts";
import { binaryLossCall } from "./loss-call.ts";
import { elementGradient, lossAttributes, reduceLoss } from "./reduce-loss.ts";

/**
 * The mean of `-(t * log(p) + (1 - t) * log(1 - p))` of probabilities p and targets t, both 0 to 1, in nats (as
 * PyTorch's `binary_cross_entropy`). Logarithms are held at -100 or above, and `p * (1 - p)`, by which the gradient
 * is divided, at 1e-12. Of logits, `sigmoidCrossEntropy` is exacter and cheaper.
 *
 * Both of one shape; the result is a number, or with `reduction: "none"` of that shape. Default `reduction`: "mean".
 *
 * `weights` say what each counts: one each, or one for each place of the leading axes, or bool. The mean is then
 * `sum(weight * loss) / sum(weight)`, and 0 where all weights are 0.
 * `classWeights` are those of the answers no and yes.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { binaryCrossEntropy } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ probabilities: f32(4), targets: f32(4) }, ({ probabilities, targets }) => binaryCrossEntropy(probabilities, targets));
 * const program = await compile(traced);
 * console.log(program.run({ probabilities: [0.9, 0.2, 0.6, 0.4], targets: [1, 0, 1, 0] }).data[0]); // 0.3375...
 * ```
 */
export const binaryCrossEntropy = makeOp({
  name: "binary_cross_entropy",
  inputs: ["probabilities", "targets"],
  attributes: { ...lossAttributes },
  forward: {
    composite: ([probabilities, targets], { reduction }) => {
      const yes = mul(targets, maximum(log(probabilities), -100));
      const no = mul(sub(1, targets), maximum(log1p(neg(probabilities)), -100));
      return reduceLoss("binaryCrossEntropy", neg(add(yes, no)), reduction);
    },
  },
  vjp: ({ inputs: [probabilities, targets], gradient }, { reduction }): VjpThunks => {
    const each = (): Tensor => elementGradient(gradient, probabilities.shape, reduction);
    const spread = (): Tensor => maximum(mul(probabilities, sub(1, probabilities)), 1e-12);
    const odds = (): Tensor => sub(maximum(log1p(neg(probabilities)), -100), maximum(log(probabilities), -100));
    return [() => mul(each(), div(sub(probabilities, targets), spread())), () => mul(each(), odds())];
  },

  takes: "probabilities, targets, options?",
  call: binaryLossCall<object>("binaryCrossEntropy"),
});
