/** The loss of embeddings that shall point the same way, or not. */
import { makeOp, type DType, type Shape, type Tensor } from "@rensa/core";
import { relu } from "../activation/relu.ts";
import { sub } from "../arithmetic/sub.ts";
import { greater } from "../comparison/greater.ts";
import { where } from "../comparison/where.ts";
import { cosineSimilarity } from "../distance/cosine-similarity.ts";
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
 * For rows a and b along the last axis with the cosine c between them: `1 - c` where the target is 1, and
 * `max(0, c - margin)` where it is -1; and of the rows the mean (as PyTorch's `cosine_embedding_loss`).
 *
 * a and b of one shape, a target a row; the result is a number, or with `reduction: "none"` one number a row.
 * Defaults: `margin` 0, `reduction` "mean". The cosine with a row of zeros is 0.
 *
 * `weights` say what each counts: one each, or one for each place of the leading axes, or bool. The mean is then
 * `sum(weight * loss) / sum(weight)`, and 0 where all weights are 0.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `RANK_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { cosineEmbeddingLoss } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(2, 3), targets: f32(2) }, ({ a, b, targets }) => cosineEmbeddingLoss(a, b, targets));
 * const program = await compile(traced);
 * const { data } = program.run({ a: [[0, 0, 1], [1, 0, 0]], b: [[0, 1, 1], [1, 0.5, 0]], targets: [1, -1] });
 * console.log(data[0]); // 0.5936...
 * ```
 */
export const cosineEmbeddingLoss = makeOp({
  name: "cosine_embedding_loss",
  inputs: ["a", "b", "targets"],
  attributes: { margin: 0, ...lossAttributes },
  forward: {
    composite: ([a, b, targets], { margin, reduction }) => {
      const cosine = cosineSimilarity(a, b);
      const rows = where(greater(targets, 0), sub(1, cosine), relu(sub(cosine, margin)));
      return reduceLoss("cosineEmbeddingLoss", rows, reduction);
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
      checkPair("cosineEmbeddingLoss", a, b, targets);
      return applyLoss("cosineEmbeddingLoss", { apply, inputs: [a, b, targets], options });
    },
});
