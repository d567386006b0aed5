/** What binary metrics read: one score an element, and whether the element is positive. */
import {
  formatGiven,
  formatShape,
  formatTensorType,
  isFloat,
  RensaError,
  sameShape,
  type Shape,
  type Tensor,
} from "@rensa/core";
import { greater } from "@rensa/ops";
import { shaped, withoutLastOne } from "./last-axis.ts";

/** How scores become decisions. */
export interface DecisionOptions {
  /** A score above it, as a probability where `logits` is set, says positive. Default: 0.5. */
  readonly threshold?: number;
  /** The outputs are logits, whose sigmoid is the probability. Default: false. */
  readonly logits?: boolean;
}

/** Scores and truth, of one shape. */
export interface BinaryTruth {
  readonly scores: Tensor;
  readonly isPositive: Tensor<Shape, "bool">;
}

/**
 * Reads scores and targets of one shape; a last axis of 1 of either does not count. A target above 0.5 is positive.
 *
 * @throws RensaError `SHAPE_MISMATCH`, `DTYPE_MISMATCH`.
 */
export function binaryTruth(name: string, outputs: Tensor, targets: Tensor): BinaryTruth {
  if (!isFloat(outputs.dtype)) {
    throw new RensaError("DTYPE_MISMATCH", `${name}: the outputs are ${formatTensorType(outputs)}; give float scores.`);
  }
  const shape = withoutLastOne(outputs.shape);
  if (!sameShape(shape, withoutLastOne(targets.shape))) {
    throw new RensaError(
      "SHAPE_MISMATCH",
      `${name}: outputs ${formatShape(outputs.shape)} and targets ${formatShape(targets.shape)} differ; give one score for each target.`,
    );
  }
  const given = shaped(targets, shape);
  return { scores: shaped(outputs, shape), isPositive: isTrue(given) ? given : positive(given) };
}

/** Whether each score says positive. */
export function decisions(scores: Tensor, threshold: number): Tensor<Shape, "bool"> {
  return greater(scores, threshold);
}

/**
 * The threshold of the scores as they are: of logits, the logit of the probability.
 *
 * @throws RensaError `ARGUMENT_INVALID` for a threshold that is not finite, or of logits not between 0 and 1.
 */
export function scoreThreshold(name: string, { threshold = 0.5, logits = false }: DecisionOptions): number {
  const suits = Number.isFinite(threshold) && (!logits || (threshold > 0 && threshold < 1));
  if (!suits) {
    throw new RensaError(
      "ARGUMENT_INVALID",
      `${name}: the threshold is ${formatGiven(threshold)}; give ${logits ? "a probability between 0 and 1" : "a finite number"}.`,
    );
  }
  return logits ? Math.log(threshold / (1 - threshold)) : threshold;
}

function isTrue(tensor: Tensor): tensor is Tensor<Shape, "bool"> {
  return tensor.dtype === "bool";
}

function positive(targets: Tensor): Tensor<Shape, "bool"> {
  return greater(targets, isFloat(targets.dtype) ? 0.5 : 0);
}
