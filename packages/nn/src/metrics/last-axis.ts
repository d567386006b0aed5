/** Columns: tensors whose last axis is 1. */
import { sameShape, type Shape, type Tensor } from "@rensa/core";
import { reshape } from "@rensa/ops";

/** The shape without a last axis of 1; `[1]` stays. */
export function withoutLastOne(shape: Shape): Shape {
  return shape.length > 1 && shape.at(-1) === 1 ? shape.slice(0, -1) : shape;
}

/** The tensor in a shape of as many elements. */
export function shaped(tensor: Tensor, shape: Shape): Tensor {
  return sameShape(tensor.shape, shape) ? tensor : reshape(tensor, shape);
}
