/** The loss of two views of the same things. */
import { makeOp, type DType, type Tensor } from "@rensa/core";
import { mul } from "../arithmetic/mul.ts";
import { sub } from "../arithmetic/sub.ts";
import { equal } from "../comparison/equal.ts";
import { where } from "../comparison/where.ts";
import { iota } from "../indexing/iota.ts";
import { matmul } from "../linear/matmul.ts";
import { l2Normalize } from "../normalization/l2-normalize.ts";
import { logsumexp } from "../reduction/logsumexp.ts";
import { sum } from "../reduction/sum.ts";
import { concat } from "../shape/concat.ts";
import { expandDims } from "../shape/expand-dims.ts";
import { checkAttribute, checkMatrix, checkSame } from "./check-loss.ts";
import { lossAttributes, type LossOptions, type LossReduction, type ReducedLoss, reduceLoss } from "./reduce-loss.ts";
import { applyLoss } from "./weighted-loss.ts";

/**
 * Of two views a and b `[count, width]` of the same things, the cross-entropy of finding a view's other one among all
 * other views of both, by their cosines over the temperature (NT-Xent; Chen et al. 2020).
 *
 * The result is a number, or with `reduction: "none"` one number a view, those of a first: `[2 * count]`. Defaults:
 * `temperature` 0.5 (above 0), `reduction` "mean".
 *
 * `weights` say what each counts: one each, or one for each place of the leading axes, or bool. The mean is then
 * `sum(weight * loss) / sum(weight)`, and 0 where all weights are 0.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `RANK_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { ntXentLoss } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ a: f32(2, 3), b: f32(2, 3) }, ({ a, b }) => ntXentLoss(a, b));
 * const program = await compile(traced);
 * console.log(program.run({ a: [[1, 0, 0], [0, 1, 0]], b: [[1, 0.5, 0], [0, 1, 1]] }).data[0]); // 0.4930...
 * ```
 */
export const ntXentLoss = makeOp({
  name: "nt_xent_loss",
  inputs: ["a", "b"],
  attributes: { temperature: 0.5, ...lossAttributes },
  forward: {
    composite: ([a, b], { temperature, reduction }) => {
      const [one, other] = [l2Normalize(a), l2Normalize(b)];
      const views: Tensor = concat([one, other]);
      const logits = mul(matmul(views, views, { transposeB: true }), 1 / temperature);
      const place = iota(views.shape[0] ?? 0);
      // A view is not looked for among itself.
      const others = where(equal(expandDims(place, 1), place), -Infinity, logits);
      const partner = mul(sum(mul(one, other), -1), 1 / temperature);
      const rows = sub(logsumexp(others, -1), concat([partner, partner]));
      return reduceLoss("ntXentLoss", rows, reduction);
    },
  },
  check: ({ temperature }) =>
    checkAttribute("ntXentLoss", "temperature", temperature, temperature > 0, "a number above 0"),
  takes: "a, b, options?",
  call:
    (apply) =>
    <N extends number, W extends number, D extends DType, const R extends LossReduction = "mean">(
      a: Tensor<readonly [N, W], D>,
      b: Tensor<readonly [N, W], D>,
      options: LossOptions<{ readonly temperature: number }, R> = {},
    ): Tensor<ReducedLoss<readonly [number], R>, D> => {
      checkSame("ntXentLoss", a, b);
      checkMatrix("ntXentLoss", a);
      return applyLoss("ntXentLoss", { apply, inputs: [a, b], options, readsElsewhere: true });
    },
});
