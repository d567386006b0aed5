/** The loss of segmentation: one less the overlap. */
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
 * One less the overlap of predictions p and targets t, both 0 to 1:
 * `1 - (2 * sum(p * t) + s) / (sum(p) + sum(t) + s)` with the smoothing s (Milletari et al. 2016, without the
 * squares; as Keras's `dice`).
 *
 * Both of one shape. The sums run over `axes` (default: all); of what is left the result is the mean, or all with
 * `reduction: "none"`. Give all axes but that of the examples for one overlap an example. Defaults: `smoothing` 1e-7
 * (from 0), `reduction` "mean". Where nothing is predicted and nothing is there the loss is 0.
 *
 * `weights` say what each counts: one each, or one for each place of the leading axes, or bool. The mean is then
 * `sum(weight * loss) / sum(weight)`, and 0 where all weights are 0.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { diceLoss } from "@rensa/ops";
 * import { compile, f32, trace } from "rensa";
 *
 * const traced = trace({ y: f32(2, 2), targets: f32(2, 2) }, ({ y, targets }) => diceLoss(y, targets, { axes: [1] }));
 * const program = await compile(traced);
 * console.log(program.run({ y: [[0.9, 0.2], [0.8, 0.1]], targets: [[1, 0], [1, 0]] }).data[0]); // 0.1503...
 * ```
 */
export const diceLoss = makeOp({
  name: "dice_loss",
  inputs: ["predictions", "targets"],
  attributes: { axes: anyAxes(), smoothing: 1e-7, ...lossAttributes },
  forward: {
    composite: ([predictions, targets], { axes, smoothing, reduction }) => {
      const both = sum(mul(predictions, targets), axes);
      const each = sum(add(predictions, targets), axes);
      const overlap = div(add(mul(both, 2), smoothing), add(each, smoothing));
      return reduceLoss("diceLoss", sub(1, overlap), reduction);
    },
  },
  check: ({ smoothing }) => checkAttribute("diceLoss", "smoothing", smoothing, smoothing >= 0, "a number from 0"),
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
      options: LossOptions<{ readonly smoothing: number }, R> & {
        readonly axes?: Axes & AxesCheck<"diceLoss", S, Axes>;
      } = {},
    ): Tensor<ReducedLoss<Reduce<S, Axes, false>, R>, D> => {
      checkSame("diceLoss", predictions, targets);
      const own = { ...options, axes: normalizeAxes("diceLoss", options.axes, predictions.shape.length) };
      return applyLoss("diceLoss", { apply, inputs: [predictions, targets], options: own, readsElsewhere: true });
    },
});
