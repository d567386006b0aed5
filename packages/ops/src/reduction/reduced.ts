/** What reductions share: the indices of an element among the reduced ones, and the way back. */
import {
  broadcastTo,
  type Index,
  type LoopOperand,
  type LoopOutput,
  type LoopTools,
  type Scalar,
  type Shape,
  type Tensor,
} from "@rensa/core";
import { reshape } from "../shape/reshape.ts";
import type { ReductionAttributes } from "./reduction-call.ts";

/** The shape after a reduction. */
export function reducedShape(shape: Shape, axes: readonly number[], keepDims: boolean): Shape {
  return keepDims
    ? shape.map((extent, axis) => (axes.includes(axis) ? 1 : extent))
    : shape.filter((_, axis) => !axes.includes(axis));
}

/** The extents that a reduction runs over. */
export function reducedExtents(shape: Shape, axes: readonly number[]): Shape {
  return shape.filter((_, axis) => axes.includes(axis));
}

/** The element of `x` at the indices of the result and those of the reduction. */
export function readReduced(
  x: LoopOperand,
  axes: readonly number[],
  keepDims: boolean,
  outer: readonly Index[],
  inner: readonly Index[],
): Scalar {
  const outerLeft = keepDims ? outer.filter((_, axis) => !axes.includes(axis)) : [...outer];
  const innerLeft = [...inner];
  return x.at(...x.shape.map((_, axis) => (axes.includes(axis) ? innerLeft.shift() : outerLeft.shift()) ?? 0));
}

/** A result of a reduction, repeated to the shape that was reduced. */
export function spread(result: Tensor, shape: Shape, axes: readonly number[]): Tensor {
  return broadcastTo(reshape(result, reducedShape(shape, axes, true)), shape);
}

/** The output of a reduction whose elements are combined by `over`. */
export function reduceElements(
  x: LoopOperand,
  { axes, keepDims }: ReductionAttributes,
  over: LoopTools["sumOver"],
): LoopOutput {
  return {
    shape: reducedShape(x.shape, axes, keepDims),
    element: (...outer) =>
      over(reducedExtents(x.shape, axes), (...inner) => readReduced(x, axes, keepDims, outer, inner)),
  };
}
