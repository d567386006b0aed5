/** Vectors and numbers as what broadcasts over matrices. */
import type { Tensor } from "@rensa/core";
import { reshape } from "../shape/reshape.ts";

/** One number per matrix, `[...]`, as `[..., 1, 1]`. */
export function eachMatrix(x: Tensor): Tensor {
  return reshape(x, [...x.shape, 1, 1]);
}

/** One number per column, `[..., n]`, as `[..., 1, n]`. */
export function eachColumn(x: Tensor): Tensor {
  return reshape(x, [...x.shape.slice(0, -1), 1, x.shape.at(-1) ?? 1]);
}

/** One number per row, `[..., m]`, as `[..., m, 1]`. */
export function eachRow(x: Tensor): Tensor {
  return reshape(x, [...x.shape, 1]);
}
