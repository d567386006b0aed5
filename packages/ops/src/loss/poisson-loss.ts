/** The loss of counts. */
import { makeOp, type Tensor } from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { mul } from "../arithmetic/mul.ts";
import { sub } from "../arithmetic/sub.ts";
import { greater } from "../comparison/greater.ts";
import { where } from "../comparison/where.ts";
import { exp } from "../exponential/exp.ts";
import { log } from "../exponential/log.ts";
import { elementLossCall } from "./loss-call.ts";
import { lossAttributes, reduceLoss } from "./reduce-loss.ts";

/**
 * The negative log-likelihood of targets t under Poisson distributions: of logarithms of rates p, `exp(p) - t * p`;
 * with `logInput: false` of rates p, `p - t * log(p + epsilon)`. The term of t alone, `log(t!)`, is left out;
 * `full: true` adds Stirling's approximation `t * log(t) - t + log(2 * pi * t) / 2` of it where t is above 1 (as
 * PyTorch's `poisson_nll_loss`).
 *
 * Both of one shape; the result is a number, or with `reduction: "none"` of that shape. Defaults: `logInput` true,
 * `full` false, `epsilon` 1e-8, `reduction` "mean".
 *
 * `weights` say what each counts: one each, or one for each place of the leading axes, or bool. The mean is then
 * `sum(weight * loss) / sum(weight)`, and 0 where all weights are 0.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { poissonLoss } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ y: f32(4), targets: f32(4) }, ({ y, targets }) => poissonLoss(y, targets));
 * const program = await compile(traced);
 * console.log(program.run({ y: [0.5, 2, 3, 1], targets: [1, 2, 5, 1] }).data[0]); // 2.835399
 * ```
 */
export const poissonLoss = makeOp({
  name: "poisson_loss",
  inputs: ["predictions", "targets"],
  attributes: { logInput: true, full: false, epsilon: 1e-8, ...lossAttributes },
  forward: {
    composite: ([predictions, targets], { reduction, logInput, full, epsilon }) => {
      const elements = logInput
        ? sub(exp(predictions), mul(targets, predictions))
        : sub(predictions, mul(targets, log(add(predictions, epsilon))));
      return reduceLoss("poissonLoss", full ? add(elements, stirling(targets)) : elements, reduction);
    },
  },

  takes: "predictions, targets, options?",
  call: elementLossCall<{ readonly logInput: boolean; readonly full: boolean; readonly epsilon: number }>(
    "poissonLoss",
  ),
});

/** The logarithm of the factorial, by Stirling's approximation, where it is not 0. */
function stirling(targets: Tensor): Tensor {
  const counts = greater(targets, 1);
  const safe = where(counts, targets, 1);
  const logFactorial = add(sub(mul(safe, log(safe)), safe), mul(log(mul(safe, 2 * Math.PI)), 0.5));
  return where(counts, logFactorial, 0);
}
