/** Right sides that are vectors. */
import type { Tensor } from "@rensa/core";
import { reshape } from "../shape/reshape.ts";

/** Gives a vector to a function as a matrix of one column, and takes the column out of what it returns. */
export function withColumns(b: Tensor, solve: (columns: Tensor) => Tensor): Tensor {
  if (b.shape.length !== 1) return solve(b);
  const x = solve(reshape(b, [...b.shape, 1]));
  return reshape(x, x.shape.slice(0, -1));
}
