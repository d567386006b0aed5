/** The loss of segmentation in which false alarms and misses weigh differently. */
import { anyAxes, makeOp, type DType, normalizeAxes, type Shape, type Tensor } from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { div } from "../arithmetic/div.ts";
import { mul } from "../arithmetic/mul.ts";
import { sub } from "../arithmetic/sub.ts";
import { sum } from "../reduction/sum.ts";
import type { AxesCheck, AxisSpec, Reduce } from "../types/shapes.ts";
import { checkAttribute, checkSame } from "./check-loss.ts";
import { lossAttributes, type LossOptions, type LossReduction, type ReducedLoss, reduceLoss } from "./reduce-loss.ts";
import { applyLoss } from "./weighted-loss.ts";

/**
 * One less the overlap of predictions p and targets t, both 0 to 1, in which what is wrongly there weighs `alpha` and
 * what is missed weighs `beta`: `1 - (b + s) / (b + alpha * sum(p * (1 - t)) + beta * sum((1 - p) * t) + s)` with
 * `b = sum(p * t)` and the smoothing s (Salehi et al. 2017; as Keras's `tversky`). With both weights 1/2 it is
 * `diceLoss`, with both 1 one less the intersection over the union.
 *
 * Both of one shape. The sums run over `axes` (default: all); of what is left the result is the mean, or all with
 * `reduction: "none"`. Defaults: `alpha` and `beta` 0.5 (from 0), `smoothing` 1e-7 (from 0), `reduction` "mean".
 *
 * `weights` say what each counts: one each, or one for each place of the leading axes, or bool. The mean is then
 * `sum(weight * loss) / sum(weight)`, and 0 where all weights are 0.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { tverskyLoss } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ y: f32(2, 2), targets: f32(2, 2) }, ({ y, targets }) => tverskyLoss(y, targets, { axes: [1] }));
 * const program = await compile(traced);
 * console.log(program.run({ y: [[0.9, 0.2], [0.8, 0.1]], targets: [[1, 0], [1, 0]] }).data[0]); // 0.1503...
 * ```
 */
export const tverskyLoss = makeOp({
  name: "tversky_loss",
  inputs: ["predictions", "targets"],
  attributes: { axes: anyAxes(), alpha: 0.5, beta: 0.5, smoothing: 1e-7, ...lossAttributes },
  forward: {
    composite: ([predictions, targets], { axes, alpha, beta, smoothing, reduction }) => {
      const both = sum(mul(predictions, targets), axes);
      const wrong = sum(mul(predictions, sub(1, targets)), axes);
      const missed = sum(mul(sub(1, predictions), targets), axes);
      const errors = add(mul(wrong, alpha), mul(missed, beta));
      const overlap = div(add(both, smoothing), add(add(both, errors), smoothing));
      return reduceLoss("tverskyLoss", sub(1, overlap), reduction);
    },
  },
  check: ({ alpha, beta, smoothing }) => {
    for (const [attribute, value] of Object.entries({ alpha, beta, smoothing }))
      checkAttribute("tverskyLoss", attribute, value, value >= 0, "a number from 0");
  },
  takes: "predictions, targets, options?",
  call:
    (apply) =>
    <
      S extends Shape,
      D extends DType,
      const Axes extends AxisSpec | undefined = undefined,
      const R extends LossReduction = "mean",
    >(
      predictions: Tensor<S, D>,
      targets: Tensor<S, D>,
      options: LossOptions<{ readonly alpha: number; readonly beta: number; readonly smoothing: number }, R> & {
        readonly axes?: Axes & AxesCheck<"tverskyLoss", S, Axes>;
      } = {},
    ): Tensor<ReducedLoss<Reduce<S, Axes, false>, R>, D> => {
      checkSame("tverskyLoss", predictions, targets);
      const own = { ...options, axes: normalizeAxes("tverskyLoss", options.axes, predictions.shape.length) };
      return applyLoss("tverskyLoss", {
        readsElsewhere: true,
        apply,
        inputs: [predictions, targets],
        options: own,
      });
    },
});
