/** The loss of which of two comes first. */
import { makeOp, type DType, type Shape, type Tensor } from "@rensa/core";
import { relu } from "../activation/relu.ts";
import { mul } from "../arithmetic/mul.ts";
import { sub } from "../arithmetic/sub.ts";
import { checkSame } from "./check-loss.ts";
import { lossAttributes, type LossOptions, type LossReduction, type ReducedLoss, reduceLoss } from "./reduce-loss.ts";
import { applyLoss } from "./weighted-loss.ts";

/**
 * The mean of `max(0, -t * (a - b) + margin)` of scores a and b and targets t: 1 where a shall be the larger, -1
 * where b shall (as PyTorch's `margin_ranking_loss`).
 *
 * All of one shape; the result is a number, or with `reduction: "none"` of that shape. Defaults: `margin` 0,
 * `reduction` "mean".
 *
 * `weights` say what each counts: one each, or one for each place of the leading axes, or bool. The mean is then
 * `sum(weight * loss) / sum(weight)`, and 0 where all weights are 0.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { marginRankingLoss } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ a: f32(4), b: f32(4), targets: f32(4) }, ({ a, b, targets }) => marginRankingLoss(a, b, targets));
 * const program = await compile(traced);
 * console.log(program.run({ a: [1, 2, 3, 4], b: [0, 3, 3, 1], targets: [1, 1, -1, -1] }).data[0]); // 1
 * ```
 */
export const marginRankingLoss = makeOp({
  name: "margin_ranking_loss",
  inputs: ["a", "b", "targets"],
  attributes: { margin: 0, ...lossAttributes },
  forward: {
    composite: ([a, b, targets], { margin, reduction }) => {
      const shortfall = sub(margin, mul(targets, sub(a, b)));
      return reduceLoss("marginRankingLoss", relu(shortfall), reduction);
    },
  },
  takes: "a, b, targets, options?",
  call:
    (apply) =>
    <S extends Shape, D extends DType, const R extends LossReduction = "mean">(
      a: Tensor<S, D>,
      b: Tensor<S, D>,
      targets: Tensor<S, D>,
      options: LossOptions<{ readonly margin: number }, R> = {},
    ): Tensor<ReducedLoss<S, R>, D> => {
      checkSame("marginRankingLoss", a, b, targets);
      return applyLoss("marginRankingLoss", { apply, inputs: [a, b, targets], options });
    },
});
