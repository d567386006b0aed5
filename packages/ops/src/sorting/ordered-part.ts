/** A part of the elements in order along an axis. */
import type { Shape, Tensor } from "@rensa/core";
import { replaceAt } from "../indexing/along-axis.ts";
import { takeAlong } from "../indexing/take-along.ts";
import { slice } from "../shape/slice.ts";
import { argsort } from "./argsort.ts";

/** The positions from one place in the order (included) to another (excluded). */
export function orderBetween(
  x: Tensor,
  axis: number,
  from: number,
  to: number,
  descending = false,
): Tensor<Shape, "i32"> {
  return between(argsort(x, axis, { descending }), axis, from, to);
}

/** The elements from one place along an axis (included) to another (excluded). */
export function between<D extends Tensor["dtype"]>(
  x: Tensor<Shape, D>,
  axis: number,
  from: number,
  to: number,
): Tensor<Shape, D> {
  const start = x.shape.map(() => 0);
  return slice(x, replaceAt(start, axis, from), replaceAt(x.shape, axis, to));
}

/** The elements at positions along an axis, and these. */
export function withPositions(x: Tensor, positions: Tensor<Shape, "i32">, axis: number): readonly [Tensor, Tensor] {
  return [takeAlong(x, positions, axis), positions];
}
