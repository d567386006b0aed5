/** The loss of finding one's partner among all. */
import { makeOp, type DType, type Tensor } from "@rensa/core";
import { mul } from "../arithmetic/mul.ts";
import { sub } from "../arithmetic/sub.ts";
import { matmul } from "../linear/matmul.ts";
import { l2Normalize } from "../normalization/l2-normalize.ts";
import { logsumexp } from "../reduction/logsumexp.ts";
import { sum } from "../reduction/sum.ts";
import { checkAttribute, checkMatrix, checkSame } from "./check-loss.ts";
import { lossAttributes, type LossOptions, type LossReduction, type ReducedLoss, reduceLoss } from "./reduce-loss.ts";
import { applyLoss } from "./weighted-loss.ts";

/**
 * Of queries and keys `[count, width]`, the cross-entropy of finding the key of the same row among all keys, by their
 * cosines over the temperature: the mean of `logsumexp(c[i]) - c[i, i]` where
 * `c[i, j] = cosine(queries[i], keys[j]) / temperature` (van den Oord et al. 2018; both ways round and averaged it is
 * the loss of Radford et al. 2021).
 *
 * The result is a number, or with `reduction: "none"` one number a query. Defaults: `temperature` 0.1 (above 0),
 * `reduction` "mean".
 *
 * `weights` say what each counts: one each, or one for each place of the leading axes, or bool. The mean is then
 * `sum(weight * loss) / sum(weight)`, and 0 where all weights are 0.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `RANK_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { infoNceLoss } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ queries: f32(2, 3), keys: f32(2, 3) }, ({ queries, keys }) => infoNceLoss(queries, keys));
 * const program = await compile(traced);
 * console.log(program.run({ queries: [[1, 0, 0], [0, 1, 0]], keys: [[1, 0.5, 0], [0, 1, 1]] }).data[0]); // 0.0359...
 * ```
 */
export const infoNceLoss = makeOp({
  name: "info_nce_loss",
  inputs: ["queries", "keys"],
  attributes: { temperature: 0.1, ...lossAttributes },
  forward: {
    composite: ([queries, keys], { temperature, reduction }) => {
      const from = mul(l2Normalize(queries), 1 / temperature);
      const to = l2Normalize(keys);
      const logits: Tensor = matmul(from, to, { transposeB: true });
      const rows = sub(logsumexp(logits, -1), sum(mul(from, to), -1));
      return reduceLoss("infoNceLoss", rows, reduction);
    },
  },
  check: ({ temperature }) =>
    checkAttribute("infoNceLoss", "temperature", temperature, temperature > 0, "a number above 0"),
  takes: "queries, keys, options?",
  call:
    (apply) =>
    <N extends number, W extends number, D extends DType, const R extends LossReduction = "mean">(
      queries: Tensor<readonly [N, W], D>,
      keys: Tensor<readonly [N, W], D>,
      options: LossOptions<{ readonly temperature: number }, R> = {},
    ): Tensor<ReducedLoss<readonly [N], R>, D> => {
      checkSame("infoNceLoss", queries, keys);
      checkMatrix("infoNceLoss", queries);
      return applyLoss("infoNceLoss", { apply, inputs: [queries, keys], options, readsElsewhere: true });
    },
});
