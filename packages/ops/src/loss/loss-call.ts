/** How losses of elements and of rows are called. */
import { constant, hostTensor, type Apply, type DType, type Shape, type Tensor } from "@rensa/core";
import { add } from "../arithmetic/add.ts";
import { mul } from "../arithmetic/mul.ts";
import { sub } from "../arithmetic/sub.ts";
import { sum } from "../reduction/sum.ts";
import { checkRows } from "./check-labels.ts";
import { checkSame } from "./check-loss.ts";
import type { ClassWeights, LossOptions, LossReduction, ReducedLoss, RowsOf } from "./reduce-loss.ts";
import { applyLoss, classVector } from "./weighted-loss.ts";

/** What an op of a loss has for attributes. */
type Reducible<Own> = Own & { readonly reduction: LossReduction };

/** The call of a loss of elements: predictions and targets of one shape. */
export function elementLossCall<Own extends object>(name: string) {
  return (apply: Apply<Reducible<Own>>) =>
    <S extends Shape, D extends DType, const R extends LossReduction = "mean">(
      predictions: Tensor<S, D>,
      targets: Tensor<S, D>,
      options: LossOptions<Own, R> = {},
    ): Tensor<ReducedLoss<S, R>, D> => {
      checkSame(name, predictions, targets);
      return applyLoss(name, { apply, inputs: [predictions, targets], options });
    };
}

/** The call of a loss of yes-or-no questions: as {@link elementLossCall}, with weights of the classes no and yes. */
export function binaryLossCall<Own extends object>(name: string) {
  return (apply: Apply<Reducible<Own>>) =>
    <S extends Shape, D extends DType, const R extends LossReduction = "mean">(
      predictions: Tensor<S, D>,
      targets: Tensor<S, D>,
      options: LossOptions<Own, R> & ClassWeights = {},
    ): Tensor<ReducedLoss<S, R>, D> => {
      checkSame(name, predictions, targets);
      return applyLoss(name, {
        apply,
        inputs: [predictions, targets],
        options,
        byClass: (given) => byAnswer(classVector(name, given, 2, predictions.dtype), targets),
      });
    };
}

/** What an answer counts of which the weights of no and yes are known: that between them, of one in between. */
function byAnswer(pair: Tensor, targets: Tensor): () => Tensor {
  return () => {
    const [no, yes] = [0, 1].map((at) => sum(mul(pair, constant(hostTensor([1 - at, at], [2], pair.dtype)))));
    return add(mul(targets, sub(yes ?? 1, no ?? 1)), no ?? 1);
  };
}

/** The call of a loss of rows, one along the last axis: predictions and targets of one shape. */
export function rowLossCall<Own extends object>(name: string) {
  return (apply: Apply<Reducible<Own>>) =>
    <S extends Shape, D extends DType, const R extends LossReduction = "mean">(
      predictions: Tensor<S, D>,
      targets: Tensor<S, D>,
      options: LossOptions<Own, R> = {},
    ): Tensor<ReducedLoss<RowsOf<S>, R>, D> => {
      checkSame(name, predictions, targets);
      checkRows(name, predictions);
      return applyLoss(name, { apply, inputs: [predictions, targets], options });
    };
}

/** The call of a loss of rows of target probabilities: as {@link rowLossCall}, with weights of the classes. */
export function targetLossCall<Own extends object>(name: string) {
  return (apply: Apply<Reducible<Own>>) =>
    <S extends Shape, D extends DType, const R extends LossReduction = "mean">(
      predictions: Tensor<S, D>,
      targets: Tensor<S, D>,
      options: LossOptions<Own, R> & ClassWeights = {},
    ): Tensor<ReducedLoss<RowsOf<S>, R>, D> => {
      checkSame(name, predictions, targets);
      checkRows(name, predictions);
      return applyLoss(name, {
        apply,
        inputs: [predictions, targets],
        options,
        byClass: (given) =>
          byTarget(classVector(name, given, predictions.shape.at(-1) ?? 1, predictions.dtype), targets),
      });
    };
}

/** What a row of target probabilities counts: the mean of the weights of the classes by them. */
function byTarget(weights: Tensor, targets: Tensor): () => Tensor {
  return () => sum(mul(targets, weights), -1);
}
