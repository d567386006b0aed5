/** How the losses of single elements become one number, and the option of every loss that says so. */
import { oneOf, RensaError, type Shape, sizeOf, type Tensor } from "@rensa/core";
import { div } from "../arithmetic/div.ts";
import { mean } from "../reduction/mean.ts";
import { sum } from "../reduction/sum.ts";

/** How the losses of single elements (or rows) become the result: their mean (the default), their sum, or all of them. */
export type LossReduction = "mean" | "sum" | "none";

/** The shape of a loss: that of its elements where they are kept, else that of a number. */
export type ReducedLoss<S extends Shape, R extends LossReduction> = R extends "none" ? S : readonly [];

/** The shape without its last axis: that of the labels of rows, and of the losses of rows. */
export type RowsOf<S extends Shape> = S extends readonly [...infer Rows extends Shape, number]
  ? readonly [...Rows]
  : Shape;

/** The default of the attribute that every loss has. */
export const lossAttributes = { reduction: oneOf(["mean", "sum", "none"] as readonly LossReduction[], "mean") };

const reductions: readonly string[] = ["mean", "sum", "none"];

/** The losses of elements, reduced. */
export function reduceLoss(name: string, elements: Tensor, reduction: LossReduction): Tensor {
  checkReduction(name, reduction);
  if (reduction === "none") return elements;
  return reduction === "sum" ? sum(elements) : mean(elements);
}

/** Refuses what is no reduction. */
export function checkReduction(name: string, reduction: LossReduction): void {
  if (reductions.includes(reduction)) return;
  throw new RensaError(
    "ATTRIBUTE_INVALID",
    `${name}: "${reduction}" is not a reduction of losses; give "mean", "sum" or "none".`,
  );
}

/** The cotangent of each of the losses that {@link reduceLoss} took, as it is multiplied with them: it may be a number. */
export function elementGradient(gradient: Tensor, shape: Shape, reduction: LossReduction): Tensor {
  return reduction === "mean" ? div(gradient, sizeOf(shape)) : gradient;
}

/** What each element (or row) of a loss counts. */
export interface LossWeights {
  /**
   * A weight for each element of the loss as `reduction: "none"` has them, or for all that stand at its place of the
   * leading axes, such as `[batch]` for a loss of `[batch, time]`. Floats of the loss's dtype, or bool: what counts.
   * What a bool leaves out may be NaN or infinite, in predictions and targets. Default: all count 1.
   */
  readonly weights?: Tensor;
}

/** The options of a loss: its own, how its elements are reduced, and what each counts. */
export type LossOptions<Own, R extends LossReduction> = Partial<Own> & { readonly reduction?: R } & LossWeights;

/** What each class counts in a loss of classification. */
export interface ClassWeights {
  /**
   * A weight for each class: a number each, or a tensor `[classes]` of the loss's dtype. An element (or a row) counts what its
   * label's class does; of target probabilities, their mean by them. Default: all count 1.
   */
  readonly classWeights?: Tensor | readonly number[];
}
