/** All tensors of a tree as one vector, and back: for optimizers that see the parameters as a point in space. */
import { flatten, isTensor, mapTree, type DType, type Tensor, type TensorTree } from "@rensa/core";
import { cast, concat, reshape, slice } from "@rensa/ops";

/** The tensors of a tree end to end, in the dtype of the first. `null` where there are none. */
export function flatVector(tree: TensorTree): Tensor | null {
  const leaves = flatten(tree, isTensor).map(([, tensor]) => tensor);
  const [first] = leaves;
  if (first === undefined) return null;
  const pieces = leaves.map((leaf) => cast(reshape(leaf, [sizeOf(leaf)] as never) as Tensor, first.dtype as DType));
  return pieces.length === 1 ? (pieces[0] as Tensor) : (concat(pieces as never, 0 as never) as Tensor);
}

/** A vector cut into the tensors of a tree. */
export function shapedLike(tree: TensorTree, vector: Tensor): TensorTree {
  let start = 0;
  return mapTree<Tensor, TensorTree>(tree, isTensor, (tensor) => {
    const piece = slice(vector, [start] as never, [start + sizeOf(tensor)] as never) as Tensor;
    start += sizeOf(tensor);
    return cast(reshape(piece, tensor.shape as never) as Tensor, tensor.dtype);
  });
}

function sizeOf({ shape }: Tensor): number {
  return shape.reduce((size, extent) => size * extent, 1);
}
