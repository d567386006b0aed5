/** How losses of elements and of rows are called. */
import type { Apply, DType, Shape, Tensor } from "@rensa/core";
import type { LossReduction, ReducedLoss, RowsOf, LossOptions } from "./reduce-loss.ts";
import { checkRows } from "./check-labels.ts";
import { checkSame } from "./check-loss.ts";

/** The call of a loss of elements: predictions and targets of one shape. */
export function elementLossCall<Own extends object>(name: string) {
  return (apply: Apply<Own & { readonly reduction: LossReduction }>) =>
    <S extends Shape, D extends DType, const R extends LossReduction = "mean">(
      predictions: Tensor<S, D>,
      targets: Tensor<S, D>,
      options: LossOptions<Own, R> = {},
    ): Tensor<ReducedLoss<S, R>, D> => {
      checkSame(name, predictions, targets);
      return apply([predictions, targets], options as Partial<Own & { readonly reduction: LossReduction }>);
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
      return apply([predictions, targets], options as Partial<Own & { readonly reduction: LossReduction }>);
    };
}
