/** The loss of pairs of embeddings that shall lie close together, or apart. */
import { makeOp, type DType, type Shape, type Tensor } from "@rensa/core";
import { relu } from "../activation/relu.ts";
import { add } from "../arithmetic/add.ts";
import { mul } from "../arithmetic/mul.ts";
import { square } from "../arithmetic/square.ts";
import { squaredDifference } from "../arithmetic/squared-difference.ts";
import { sub } from "../arithmetic/sub.ts";
import { rootOrZero } from "../distance/root-or-zero.ts";
import { sum } from "../reduction/sum.ts";
import { checkPair } from "./check-loss.ts";
import {
  lossAttributes,
  type LossOptions,
  type LossReduction,
  type ReducedLoss,
  reduceLoss,
  type RowsOf,
} from "./reduce-loss.ts";
import { applyLoss } from "./weighted-loss.ts";

/**
 * For rows a and b along the last axis with the Euclidean distance d: `t * d² + (1 - t) * max(0, margin - d)²` where
 * the target t is 1 of what is alike and 0 of what is not; and of the rows the mean (Hadsell et al. 2006, who halve
 * it).
 *
 * a and b of one shape, a target a row; the result is a number, or with `reduction: "none"` one number a row.
 * Defaults: `margin` 1, `reduction` "mean". Two equal rows are not pushed apart: the derivative of a distance of 0 is
 * 0, as in PyTorch.
 *
 * `weights` say what each counts: one each, or one for each place of the leading axes, or bool. The mean is then
 * `sum(weight * loss) / sum(weight)`, and 0 where all weights are 0.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `RANK_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { contrastiveLoss } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(2, 3), targets: f32(2) }, ({ a, b, targets }) => contrastiveLoss(a, b, targets));
 * const program = await compile(traced);
 * const { data } = program.run({ a: [[0, 0, 1], [1, 0, 0]], b: [[0, 0, 3], [1, 0.5, 0]], targets: [1, 0] });
 * console.log(data[0]); // 2.125
 * ```
 */
export const contrastiveLoss = makeOp({
  name: "contrastive_loss",
  inputs: ["a", "b", "targets"],
  attributes: { margin: 1, ...lossAttributes },
  forward: {
    composite: ([a, b, targets], { margin, reduction }) => {
      const squares = sum(squaredDifference(a, b), -1);
      const apart = square(relu(sub(margin, rootOrZero(squares))));
      const rows = add(mul(targets, squares), mul(sub(1, targets), apart));
      return reduceLoss("contrastiveLoss", rows, reduction);
    },
  },
  takes: "a, b, targets, options?",
  call:
    (apply) =>
    <S extends Shape, D extends DType, const R extends LossReduction = "mean">(
      a: Tensor<S, D>,
      b: Tensor<S, D>,
      targets: Tensor<RowsOf<S>, D>,
      options: LossOptions<{ readonly margin: number }, R> = {},
    ): Tensor<ReducedLoss<RowsOf<S>, R>, D> => {
      checkPair("contrastiveLoss", a, b, targets);
      return applyLoss("contrastiveLoss", { apply, inputs: [a, b, targets], options });
    },
});
