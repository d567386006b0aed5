/** All tensors of a tree as one vector, and back: for optimizers that see the parameters as a point in space. */
import { flattenTree, isTensor, mapTree, type Tensor, type TensorTree } from "@rensa/core";
import { cast, concat, reshape, slice } from "@rensa/ops";
import { floatOf } from "./trees.ts";

/** The tensors of a tree end to end, f64 where one of them is, else f32. `null` where there are none. */
export function flatVector(tree: TensorTree): Tensor | null {
  const leaves = flattenTree(tree, isTensor).map(([, tensor]) => tensor);
  if (leaves.length === 0) return null;
  const dtype = floatOf(tree);
  const pieces = leaves.map((leaf) => cast(reshape(leaf, [sizeOf(leaf)]), dtype));
  const [only] = pieces;
  return only !== undefined && pieces.length === 1 ? only : concat(pieces, 0);
}

/** A vector cut into the tensors of a tree. */
export function shapedLike(tree: TensorTree, vector: Tensor): TensorTree {
  let start = 0;
  return mapTree<Tensor, TensorTree>(tree, isTensor, (tensor) => {
    const piece = slice(vector, [start], [start + sizeOf(tensor)]);
    start += sizeOf(tensor);
    return cast(reshape(piece, tensor.shape), tensor.dtype);
  });
}

function sizeOf({ shape }: Tensor): number {
  return shape.reduce((size, extent) => size * extent, 1);
}
