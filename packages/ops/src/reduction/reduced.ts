/** What reductions share: the indices of an element among the reduced ones, and the way back. */
import { broadcastTo, type Index, type LoopOperand, type Scalar, type Shape, type Tensor } from "@rensa/core";
import { reshape } from "../shape/reshape.ts";

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
  return broadcastTo(reshape(result, reducedShape(shape, axes, true)) as Tensor, shape);
}
