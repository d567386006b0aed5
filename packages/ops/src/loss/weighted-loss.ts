/**
 * Losses of which not all elements count alike: `weights` of elements, `classWeights` of labels.
 *
 * The mean is `sum(weight * loss) / sum(weight)`, as PyTorch's `cross_entropy` has it: over what counts, so that weights of 0
 * and 1 are a mask. (Keras, and PyTorch's losses of elements, divide by the number of elements instead.) Where all weights
 * are 0 it is 0.
 */
import {
  broadcastTo,
  constant,
  expectTensor,
  formatGiven,
  formatShape,
  hostTensor,
  isFloat,
  isTensor,
  RensaError,
  sameShape,
  type Apply,
  type DType,
  type Shape,
  type Tensor,
} from "@rensa/core";
import { div } from "../arithmetic/div.ts";
import { mul } from "../arithmetic/mul.ts";
import { equal } from "../comparison/equal.ts";
import { where } from "../comparison/where.ts";
import { sum } from "../reduction/sum.ts";
import { reshape } from "../shape/reshape.ts";
import { cast } from "../structure/cast.ts";
import { checkReduction, reduceLoss, type ClassWeights, type LossReduction, type LossWeights } from "./reduce-loss.ts";

/** What makes weights of the elements of a loss, where they follow from its targets. */
export type WeightsOf = (elements: Tensor) => Tensor;

/** How a loss with weights is applied. */
export interface WeightedLoss<A> {
  readonly apply: Apply<A>;
  readonly inputs: readonly [Tensor, ...Tensor[]];
  /** As the caller gave them. */
  readonly options: LossWeights & ClassWeights & { readonly reduction?: LossReduction };
  /** The weights of elements, of those of classes. Default: classes have no weights. */
  readonly byClass?: (classWeights: Tensor | readonly number[]) => WeightsOf;
  /** Further weights, where there are weights at all. */
  readonly counted?: WeightsOf | undefined;
  /** True where a loss comes from more than what the inputs have at its place: negatives of other rows, other axes. */
  readonly readsElsewhere?: boolean;
  /** What an element is divided by before the mean. */
  readonly scale?: (elements: Tensor) => Tensor;
}

/** Applies a loss: its own reduction where all elements count alike, else that of its elements by their weights. */
export function applyLoss<A extends object, Output extends Tensor>(name: string, loss: WeightedLoss<A>): Output {
  // What the call says that it returns, as an op's own `apply` takes it.
  return weighLoss(name, loss) as Output;
}

function weighLoss<A extends object>(
  name: string,
  { apply, inputs, options, byClass, counted, scale, readsElsewhere = false }: WeightedLoss<A>,
): Tensor {
  const { weights, classWeights, ...rest } = options;
  // What is left are the attributes of the op, which refuses any other.
  const own: object = byClass === undefined && classWeights !== undefined ? { ...rest, classWeights } : rest;
  const factors: WeightsOf[] = [];
  if (weights !== undefined) {
    checkWeights(name, weights, inputs[0].dtype);
    factors.push((elements) => spread(name, weights, elements));
  }
  if (classWeights !== undefined && byClass !== undefined) factors.push(byClass(classWeights));
  if (factors.length === 0) return apply(inputs, own);
  if (counted !== undefined) factors.push(counted);
  const reduction = options.reduction ?? "mean";
  checkReduction(name, reduction);
  const seen =
    readsElsewhere || weights?.dtype !== "bool" ? inputs : inputs.map((each) => without(name, weights, each));
  const losses = without(name, weights, apply(seen, { ...own, reduction: "none" } as object));
  const elements = scale !== undefined && reduction === "mean" ? scale(losses) : losses;
  const weight = factors.map((each) => each(elements)).reduce((product, each) => mul(product, each));
  const weighted = mul(elements, weight);
  if (reduction !== "mean") return reduceLoss(name, weighted, reduction);
  const total = sum(weight);
  const none = equal(total, 0);
  return where(none, 0, div(sum(weighted), where(none, 1, total)));
}

/**
 * A tensor with 0 where a mask leaves its elements out. They are chosen away, not multiplied by 0, in the inputs of a loss
 * too: so what stands there, such as a NaN for a value that was not measured, reaches neither the loss nor a gradient.
 */
function without(name: string, weights: Tensor | undefined, tensor: Tensor): Tensor {
  // Labels are looked at where they come in as data, so they stay as they are.
  if (weights?.dtype !== "bool" || !isFloat(tensor.dtype) || !standsBefore(weights, tensor)) return tensor;
  return where(over(expectTensor(`${name}: its weights`, weights, "bool"), tensor.shape), tensor, 0);
}

function checkWeights(name: string, weights: unknown, dtype: DType): void {
  if (!isTensor(weights)) {
    throw new RensaError("ARGUMENT_INVALID", `${name}: the weights are ${formatGiven(weights)}; give a tensor.`);
  }
  if (weights.dtype === dtype || weights.dtype === "bool") return;
  throw new RensaError(
    "DTYPE_MISMATCH",
    `${name}: the weights are ${weights.dtype} and the loss is ${dtype}; cast them to ${dtype}, or give bool.`,
  );
}

/** Weights of leading axes as weights of all elements. */
function spread(name: string, weights: Tensor, elements: Tensor): Tensor {
  if (!standsBefore(weights, elements)) {
    throw new RensaError(
      "SHAPE_MISMATCH",
      `${name}: the weights ${formatShape(weights.shape)} do not fit losses ${formatShape(elements.shape)}; give one a loss, or one for each place of the leading axes.`,
    );
  }
  return over(weights.dtype === elements.dtype ? weights : cast(weights, elements.dtype), elements.shape);
}

/** True where a tensor has the leading axes of another one. */
function standsBefore({ shape }: Tensor, { shape: whole }: Tensor): boolean {
  return sameShape(shape, whole.slice(0, shape.length));
}

/** A tensor of leading axes, the same along all further ones. */
function over<D extends DType>(leading: Tensor<Shape, D>, shape: Shape): Tensor<Shape, D> {
  if (leading.shape.length === shape.length) return leading;
  const ones: Shape = Array<number>(shape.length - leading.shape.length).fill(1);
  return broadcastTo(reshape(leading, [...leading.shape, ...ones]), shape);
}

/**
 * The weights of classes as a vector.
 *
 * @throws RensaError `SHAPE_MISMATCH` for another number of them than there are classes; `DTYPE_MISMATCH`.
 */
export function classVector(name: string, given: Tensor | readonly number[], classes: number, dtype: DType): Tensor {
  if (!isTensor(given) && !(Array.isArray(given) && given.every((each) => Number.isFinite(each)))) {
    throw new RensaError(
      "ARGUMENT_INVALID",
      `${name}: the class weights are ${formatGiven(given)}; give a finite number for each class, or a tensor of them.`,
    );
  }
  const shape = isTensor(given) ? given.shape : [given.length];
  if (!sameShape(shape, [classes])) {
    throw new RensaError(
      "SHAPE_MISMATCH",
      `${name}: the class weights ${formatShape(shape)} do not fit ${String(classes)} classes; give one a class.`,
    );
  }
  if (!isTensor(given)) return constant(hostTensor(Array.from<number>(given), [classes], dtype));
  if (given.dtype === dtype) return given;
  throw new RensaError(
    "DTYPE_MISMATCH",
    `${name}: the class weights are ${given.dtype} and the loss is ${dtype}; cast them to ${dtype}.`,
  );
}
