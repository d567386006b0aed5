/** Transforms of an axis as transforms of the rows of a matrix. */
import { sizeOf, type Shape, type Tensor } from "@rensa/core";
import { reshape } from "../shape/reshape.ts";
import { transpose } from "../shape/transpose.ts";

/** Applies a function of rows, `[m, n]`, along an axis; the number of rows that it returns is the same. */
export function alongAxis(
  tensors: readonly Tensor[],
  axis: number,
  transform: (...rows: readonly Tensor[]) => readonly Tensor[],
): readonly Tensor[] {
  const shape: Shape = tensors[0]?.shape ?? [];
  const order = [...shape.map((_, at) => at).filter((at) => at !== axis), axis];
  const last = axis === shape.length - 1;
  const outer = order.slice(0, -1).map((at) => shape[at] ?? 1);
  const rows = tensors.map((tensor) =>
    reshape(last ? tensor : transpose(tensor, order), [sizeOf(outer), shape[axis] ?? 1]),
  );
  return transform(...rows).map((result) => {
    const moved = reshape(result, [...outer, result.shape[1] ?? 1]);
    return last
      ? moved
      : transpose(
          moved,
          shape.map((_, at) => order.indexOf(at)),
        );
  });
}
