/** The loss of sequences whose labels are in order and not aligned in time. */
import {
  makeOp,
  type DType,
  formatShape,
  wholeNumber,
  RensaError,
  sameShape,
  type Shape,
  type Tensor,
  type TensorType,
} from "@rensa/core";
import { div } from "../arithmetic/div.ts";
import { maximum } from "../arithmetic/maximum.ts";
import { mean } from "../reduction/mean.ts";
import { cast } from "../structure/cast.ts";
import { ctcLosses } from "./ctc-forward.ts";
import { checkFloat } from "./check-labels.ts";
import { lossAttributes, reduceLoss, type LossOptions, type LossReduction, type ReducedLoss } from "./reduce-loss.ts";
import { applyLoss } from "./weighted-loss.ts";

/**
 * Minus the logarithm of the probability that a sequence reads as its targets, when repeated classes are joined and
 * blanks then left out: the sum over all alignments (connectionist temporal classification; Graves et al. 2006; as
 * PyTorch's `ctc_loss`).
 *
 * Logarithms of probabilities `[batch, time, classes]` (such as of `logSoftmax`), targets `[batch, most]` of which
 * the first `targetLengths` `[batch]` count, and of the times the first `inputLengths` `[batch]`. Targets are classes
 * other than the blank; how they are padded does not matter. As in PyTorch, "mean" divides the loss of each sequence
 * by its target length (at least 1) first. Defaults: `blank` 0, `zeroInfinity` false, `reduction` "mean".
 *
 * Where the times are too few for the targets the loss is infinite (with `zeroInfinity`, 0) and the gradient 0. The
 * gradient is that by the logarithms themselves; PyTorch's own takes a softmax before them for granted, so that the
 * two agree behind one. A target outside the classes, or a length that is more than there is, makes the loss of its
 * sequence NaN.
 *
 * `weights` say what each counts: one each, or one for each place of the leading axes, or bool. The mean is then
 * `sum(weight * loss) / sum(weight)`, and 0 where all weights are 0.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `RANK_MISMATCH`, `DTYPE_MISMATCH`, `ATTRIBUTE_INVALID`.
 *
 * @example
 * ```ts
 * import { ctcLoss, logSoftmax } from "@rensa/ops";
 * import { f32, i32, trace } from "@rensa/core";
 *
 * const traced = trace(
 *   { x: f32(4, 20, 10), targets: i32(4, 5), times: i32(4), lengths: i32(4) },
 *   ({ x, targets, times, lengths }) => ctcLoss(logSoftmax(x), targets, times, lengths),
 * );
 * console.log(traced.result); // { shape: [], dtype: "f32" }
 * ```
 */
export const ctcLoss = makeOp({
  name: "ctc_loss",
  inputs: ["logProbabilities", "targets", "inputLengths", "targetLengths"],
  attributes: { blank: wholeNumber(0, { minimum: 0 }), zeroInfinity: false, ...lossAttributes },
  forward: {
    composite: ([logProbabilities, targets, inputLengths, targetLengths], { blank, zeroInfinity, reduction }) => {
      const infinite = zeroInfinity ? 0 : Infinity;
      const losses = ctcLosses(logProbabilities, { targets, inputLengths, targetLengths, blank, infinite });
      if (reduction !== "mean") return reduceLoss("ctcLoss", losses, reduction);
      return mean(byLength(targetLengths)(losses));
    },
  },
  check: ({ blank }, [logProbabilities]) => {
    const classes = logProbabilities?.shape[2] ?? 0;
    if (Number.isInteger(blank) && blank >= 0 && blank < classes) return;
    throw new RensaError(
      "ATTRIBUTE_INVALID",
      `ctcLoss: the blank ${String(blank)} is not one of the ${String(classes)} classes; give a whole number below ${String(classes)}.`,
    );
  },
  takes: "logProbabilities, targets, inputLengths, targetLengths, options?",
  call:
    (apply) =>
    <Batch extends number, D extends DType, const R extends LossReduction = "mean">(
      logProbabilities: Tensor<readonly [Batch, number, number], D>,
      targets: Tensor<readonly [Batch, number], "i32">,
      inputLengths: Tensor<readonly [Batch], "i32">,
      targetLengths: Tensor<readonly [Batch], "i32">,
      options: LossOptions<{ readonly blank: number; readonly zeroInfinity: boolean }, R> = {},
    ): Tensor<ReducedLoss<readonly [Batch], R>, D> => {
      checkSequences(logProbabilities, targets, { inputLengths, targetLengths });
      return applyLoss("ctcLoss", {
        apply,
        inputs: [logProbabilities, targets, inputLengths, targetLengths],
        options,
        scale: byLength(targetLengths),
      });
    },
});

/** Divides the loss of each sequence by the number of its targets. */
function byLength(targetLengths: Tensor): (losses: Tensor) => Tensor {
  return (losses) => div(losses, cast(maximum(targetLengths, 1), losses.dtype));
}

function checkSequences(
  logProbabilities: TensorType,
  targets: TensorType,
  lengths: Readonly<Record<string, TensorType>>,
): void {
  checkFloat("ctcLoss", logProbabilities);
  if (logProbabilities.shape.length !== 3 || targets.shape.length !== 2) {
    throw new RensaError(
      "RANK_MISMATCH",
      `ctcLoss: ${formatShape(logProbabilities.shape)} and targets ${formatShape(targets.shape)} need 3 and 2 axes; reshape them to [batch, time, classes] and [batch, most].`,
    );
  }
  for (const [name, { dtype }] of Object.entries({ targets, ...lengths })) {
    if (dtype === "i32") continue;
    throw new RensaError("DTYPE_MISMATCH", `ctcLoss: ${name} are ${dtype}; make them i32, such as by cast(x, "i32").`);
  }
  const batch: Shape = logProbabilities.shape.slice(0, 1);
  for (const [name, shape] of [
    ["targets", targets.shape.slice(0, 1)],
    ...Object.entries(lengths).map(([name, type]) => [name, type.shape] as const),
  ] as const) {
    if (sameShape(shape, batch)) continue;
    throw new RensaError(
      "SHAPE_MISMATCH",
      `ctcLoss: ${name} are of a batch ${formatShape(shape)} and ${formatShape(logProbabilities.shape)} of ${formatShape(batch)}; give one a sequence.`,
    );
  }
}
