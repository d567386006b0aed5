/** The matrices of a batch, transposed. */
import type { Tensor } from "@rensa/core";
import { transpose } from "../shape/transpose.ts";

/** The tensor with its last two axes exchanged. */
export function transposed(x: Tensor): Tensor {
  const rank = x.shape.length;
  return transpose(x, [...Array.from({ length: rank - 2 }, (_, axis) => axis), rank - 1, rank - 2]);
}
