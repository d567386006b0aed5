/** The loss of embeddings of which one shall lie nearer than another. */
import { makeOp, type DType, oneOf, type Shape, type Tensor } from "@rensa/core";
import { relu } from "../activation/relu.ts";
import { abs } from "../arithmetic/abs.ts";
import { add } from "../arithmetic/add.ts";
import { minimum } from "../arithmetic/minimum.ts";
import { square } from "../arithmetic/square.ts";
import { sub } from "../arithmetic/sub.ts";
import { rootOrZero } from "../distance/root-or-zero.ts";
import { sum } from "../reduction/sum.ts";
import { checkAttribute, checkSame } from "./check-loss.ts";
import { checkRows } from "./check-labels.ts";
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
 * For rows along the last axis `max(0, d(anchor, positive) - d(anchor, negative) + margin)`, and of the rows the mean
 * (Balntas et al. 2016; as PyTorch's `triplet_margin_loss`). The distance d is the p-norm of the difference, with
 * `epsilon` added to every element of it. With `swap`, the nearer of anchor and positive to the negative counts.
 *
 * All of one shape; the result is a number, or with `reduction: "none"` one number a row. Defaults: `margin` 1, `p` 2
 * (or 1), `epsilon` 1e-6, `swap` false, `reduction` "mean".
 *
 * `weights` say what each counts: one each, or one for each place of the leading axes, or bool. The mean is then
 * `sum(weight * loss) / sum(weight)`, and 0 where all weights are 0.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `RANK_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { tripletMarginLoss } from "@rensa/ops";
 * import { f32, trace } from "@rensa/core";
 *
 * const traced = trace({ anchor: f32(2, 3), positive: f32(2, 3), negative: f32(2, 3) }, ({ anchor, positive, negative }) => tripletMarginLoss(anchor, positive, negative));
 * console.log(traced.result); // { shape: [], dtype: "f32" }
 * ```
 */
export const tripletMarginLoss = makeOp({
  name: "triplet_margin_loss",
  inputs: ["anchor", "positive", "negative"],
  attributes: { margin: 1, p: oneOf([1, 2], 2), epsilon: 1e-6, swap: false, ...lossAttributes },
  forward: {
    composite: ([anchor, positive, negative], { margin, p, epsilon, swap, reduction }) => {
      const distance = (x: Tensor, y: Tensor): Tensor => {
        const difference = add(sub(x, y), epsilon);
        return p === 1 ? sum(abs(difference), -1) : rootOrZero(sum(square(difference), -1));
      };
      const apart = distance(anchor, negative);
      const far = swap ? minimum(apart, distance(positive, negative)) : apart;
      const rows = relu(add(sub(distance(anchor, positive), far), margin));
      return reduceLoss("tripletMarginLoss", rows, reduction);
    },
  },
  check: ({ p }) => checkAttribute("tripletMarginLoss", "p", p, [1, 2].includes(p), "1 or 2"),
  takes: "anchor, positive, negative, options?",
  call:
    (apply) =>
    <S extends Shape, D extends DType, const R extends LossReduction = "mean">(
      anchor: Tensor<S, D>,
      positive: Tensor<S, D>,
      negative: Tensor<S, D>,
      options: LossOptions<
        { readonly margin: number; readonly p: 1 | 2; readonly epsilon: number; readonly swap: boolean },
        R
      > = {},
    ): Tensor<ReducedLoss<RowsOf<S>, R>, D> => {
      checkSame("tripletMarginLoss", anchor, positive, negative);
      checkRows("tripletMarginLoss", anchor);
      return applyLoss("tripletMarginLoss", { apply, inputs: [anchor, positive, negative], options });
    },
});
