/** The loss of regression that also predicts how sure it is. */
import { makeOp, type DType, type Shape, type Tensor } from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { div } from "../arithmetic/div.ts";
import { mul } from "../arithmetic/mul.ts";
import { squaredDifference } from "../arithmetic/squared-difference.ts";
import { sub } from "../arithmetic/sub.ts";
import { less } from "../comparison/less.ts";
import { where } from "../comparison/where.ts";
import { log } from "../exponential/log.ts";
import { stopGradient } from "../structure/stop-gradient.ts";
import { checkAttribute, checkSame } from "./check-loss.ts";
import { lossAttributes, type LossOptions, type LossReduction, type ReducedLoss, reduceLoss } from "./reduce-loss.ts";
import { applyLoss } from "./weighted-loss.ts";

/**
 * The negative log-likelihood of targets t under normal distributions of means m and variances v, held at `epsilon`
 * or above: `(log(v) + (m - t)² / v) / 2`; `full: true` adds the constant `log(2 * pi) / 2` (Nix and Weigend 1994; as
 * PyTorch's `gaussian_nll_loss`). The gradient passes to a variance below `epsilon`, as in PyTorch.
 *
 * All of one shape; the result is a number, or with `reduction: "none"` of that shape. Defaults: `full` false,
 * `epsilon` 1e-6 (above 0), `reduction` "mean".
 *
 * `weights` say what each counts: one each, or one for each place of the leading axes, or bool. The mean is then
 * `sum(weight * loss) / sum(weight)`, and 0 where all weights are 0.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { gaussianNegativeLogLikelihood } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ mean: f32(4), targets: f32(4), variance: f32(4) }, ({ mean, targets, variance }) => gaussianNegativeLogLikelihood(mean, targets, variance));
 * const program = await compile(traced);
 * const { data } = program.run({ mean: [0.5, 2, 3, -1], targets: [1, 2, 5, 0], variance: [1, 1, 4, 2] });
 * console.log(data[0]); // 0.4786...
 * ```
 */
export const gaussianNegativeLogLikelihood = makeOp({
  name: "gaussian_negative_log_likelihood",
  inputs: ["means", "targets", "variances"],
  attributes: { full: false, epsilon: 1e-6, ...lossAttributes },
  forward: {
    composite: ([means, targets, variances], { full: isFull, epsilon, reduction }) => {
      // What is held off from 0 has the value epsilon to the bit, and the derivative 1.
      const held = add(sub(variances, stopGradient(variances)), epsilon);
      const spread = where(less(variances, epsilon), held, variances);
      const elements = mul(add(log(spread), div(squaredDifference(means, targets), spread)), 0.5);
      const all = isFull ? add(elements, Math.log(2 * Math.PI) / 2) : elements;
      return reduceLoss("gaussianNegativeLogLikelihood", all, reduction);
    },
  },
  check: ({ epsilon }) =>
    checkAttribute("gaussianNegativeLogLikelihood", "epsilon", epsilon, epsilon > 0, "a number above 0"),
  takes: "means, targets, variances, options?",
  call:
    (apply) =>
    <S extends Shape, D extends DType, const R extends LossReduction = "mean">(
      means: Tensor<S, D>,
      targets: Tensor<S, D>,
      variances: Tensor<S, D>,
      options: LossOptions<{ readonly full: boolean; readonly epsilon: number }, R> = {},
    ): Tensor<ReducedLoss<S, R>, D> => {
      checkSame("gaussianNegativeLogLikelihood", means, targets, variances);
      return applyLoss("gaussianNegativeLogLikelihood", {
        apply,
        inputs: [means, targets, variances],
        options,
      });
    },
});
