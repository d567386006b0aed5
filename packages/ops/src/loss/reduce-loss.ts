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
  if (!reductions.includes(reduction)) {
    throw new RensaError(
      "ATTRIBUTE_INVALID",
      `${name}: "${reduction}" is not a reduction of losses; give "mean", "sum" or "none".`,
    );
  }
  if (reduction === "none") return elements;
  return reduction === "sum" ? sum(elements) : mean(elements);
}

/** The cotangent of each of the losses that {@link reduceLoss} took, as it is multiplied with them: it may be a number. */
export function elementGradient(gradient: Tensor, shape: Shape, reduction: LossReduction): Tensor {
  return reduction === "mean" ? div(gradient, sizeOf(shape)) : gradient;
}

/** The options of a loss: its own, and how its elements are reduced. */
export type LossOptions<Own, R extends LossReduction> = Partial<Own> & { readonly reduction?: R };
