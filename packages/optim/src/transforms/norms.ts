/** Lengths of gradients and parameters: of all together, and of what leads to each output of a layer. */
import { flattenTree, isTensor, type Tensor, type TensorTree } from "@rensa/core";
import { add, cast, mean, sqrt, square, sum } from "@rensa/ops";
import { floatOf } from "./trees.ts";

/** The length of all tensors of a tree together: f64 where one of them is, else f32. `null` where there are none. */
export function globalNorm(tree: TensorTree): Tensor | null {
  const dtype = floatOf(tree);
  const squares = flattenTree(tree, isTensor).map(([, tensor]) => cast(sum(square(tensor)), dtype));
  const [first, ...others] = squares;
  return first === undefined ? null : sqrt(others.reduce<Tensor>((total, one) => add(total, one), first));
}

/** The length of a tensor. */
export function length(tensor: Tensor): Tensor {
  return sqrt(sum(square(tensor)));
}

/**
 * The axes of a weight that lead to one output: all but the last. Layers keep their outputs last. `null` for a vector,
 * which is no weight.
 */
function inputAxes({ shape }: Tensor): readonly number[] | null {
  return shape.length < 2 ? null : shape.slice(1).map((_, axis) => axis);
}

/** The lengths of what leads to each output of a weight, one number each; of a vector or scalar, its length. */
export function unitNorms(tensor: Tensor): Tensor {
  const axes = inputAxes(tensor);
  return axes === null ? length(tensor) : sqrt(sum(square(tensor), axes, { keepDims: true }));
}

/** The means of what leads to each output of a weight. `null` for a vector or scalar. */
export function unitMeans(tensor: Tensor): Tensor | null {
  const axes = inputAxes(tensor);
  return axes === null ? null : mean(tensor, axes, { keepDims: true });
}
