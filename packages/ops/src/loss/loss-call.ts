/** What losses share: how the losses of single elements become one number, and how predictions and targets are checked. */
import {
  type Apply,
  type DType,
  formatShape,
  formatTensorType,
  isFloat,
  oneOf,
  RensaError,
  sameShape,
  type Shape,
  sizeOf,
  type Tensor,
  type TensorType,
} from "@rensa/core";
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

/** Refuses operands that are not all floats of one dtype and one shape. */
export function checkSame(name: string, ...operands: readonly TensorType[]): void {
  const [first, ...others] = operands;
  if (first === undefined) return;
  checkFloat(name, ...operands);
  for (const other of others) {
    if (sameShape(first.shape, other.shape)) continue;
    throw new RensaError(
      "SHAPE_MISMATCH",
      `${name}: ${formatShape(first.shape)} and ${formatShape(other.shape)} differ; predictions and targets are not broadcast, reshape one of them.`,
    );
  }
}

/** Refuses operands that are not all floats of one dtype. */
export function checkFloat(name: string, ...operands: readonly TensorType[]): void {
  const wrong = operands.find(({ dtype }) => !isFloat(dtype) || dtype !== operands[0]?.dtype);
  if (wrong === undefined) return;
  throw new RensaError(
    "DTYPE_MISMATCH",
    `${name}: takes f32 or f64 throughout and got ${operands.map(formatTensorType).join(" and ")}; cast them to one float dtype.`,
  );
}

/** Refuses rows without a last axis, and labels of another shape than the rows have. */
export function checkLabels(name: string, rows: TensorType, labels: TensorType): void {
  checkFloat(name, rows);
  checkRows(name, rows);
  if (labels.dtype !== "i32") {
    throw new RensaError("DTYPE_MISMATCH", `${name}: the labels are ${labels.dtype}; cast them to i32.`);
  }
  const wanted = rows.shape.slice(0, -1);
  if (sameShape(wanted, labels.shape)) return;
  throw new RensaError(
    "SHAPE_MISMATCH",
    `${name}: ${formatShape(rows.shape)} needs labels of shape ${formatShape(wanted)}, one a row, not ${formatShape(labels.shape)}.`,
  );
}

/** Refuses what has no last axis. */
export function checkRows(name: string, rows: TensorType): void {
  if (rows.shape.length > 0) return;
  throw new RensaError("RANK_MISMATCH", `${name}: needs a last axis and got a number; reshape it to a row.`);
}

/** Refuses rows of two shapes, and targets of another shape than the rows have. */
export function checkPair(name: string, a: TensorType, b: TensorType, targets: TensorType): void {
  checkSame(name, a, b);
  checkFloat(name, a, targets);
  checkRows(name, a);
  const wanted = a.shape.slice(0, -1);
  if (sameShape(wanted, targets.shape)) return;
  throw new RensaError(
    "SHAPE_MISMATCH",
    `${name}: ${formatShape(a.shape)} needs targets of shape ${formatShape(wanted)}, one a row, not ${formatShape(targets.shape)}.`,
  );
}

/** Refuses what is not a matrix. */
export function checkMatrix(name: string, x: TensorType): void {
  if (x.shape.length === 2) return;
  throw new RensaError(
    "RANK_MISMATCH",
    `${name}: ${formatShape(x.shape)} has ${String(x.shape.length)} axes and needs 2; reshape it to [count, width].`,
  );
}

/** Refuses a value of an attribute that is not in a range, said in words. */
export function checkAttribute(name: string, attribute: string, value: number, suits: boolean, range: string): void {
  if (suits) return;
  throw new RensaError("ATTRIBUTE_INVALID", `${name}: ${attribute} is ${String(value)}; give ${range}.`);
}

/** The options of a loss: its own, and how its elements are reduced. */
export type LossOptions<Own, R extends LossReduction> = Partial<Own> & { readonly reduction?: R };

/** The call of a loss of elements: predictions and targets of one shape. */
export function elementLossCall<Own extends object>(name: string) {
  return (apply: Apply<Own & { readonly reduction: LossReduction }>) =>
    <S extends Shape, D extends DType, const R extends LossReduction = "mean">(
      predictions: Tensor<S, D>,
      targets: Tensor<S, D>,
      options: LossOptions<Own, R> = {},
    ): Tensor<ReducedLoss<S, R>, D> => {
      checkSame(name, predictions, targets);
      return apply(
        [predictions, targets],
        options as Partial<Own & { readonly reduction: LossReduction }>,
      )[0] as Tensor<ReducedLoss<S, R>, D>;
    };
}

/** The call of a loss of rows, one along the last axis: predictions and targets of one shape. */
export function rowLossCall<Own extends object>(name: string) {
  return (apply: Apply<Own & { readonly reduction: LossReduction }>) =>
    <S extends Shape, D extends DType, const R extends LossReduction = "mean">(
      predictions: Tensor<S, D>,
      targets: Tensor<S, D>,
      options: LossOptions<Own, R> = {},
    ): Tensor<ReducedLoss<RowsOf<S>, R>, D> => {
      checkSame(name, predictions, targets);
      checkRows(name, predictions);
      return apply(
        [predictions, targets],
        options as Partial<Own & { readonly reduction: LossReduction }>,
      )[0] as Tensor<ReducedLoss<RowsOf<S>, R>, D>;
    };
}
