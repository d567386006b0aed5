/** Margins that are made of the tensor itself, one axis after the other. */
import { formatShape, RensaError, type Shape, type Tensor } from "@rensa/core";
import { concat } from "./concat.ts";
import { slice } from "./slice.ts";

/** The tensor with the `low` elements before and the `high` after it that `marginOf` makes, along each axis. */
export function withMargins(
  x: Tensor,
  low: readonly number[],
  high: readonly number[],
  marginOf: (x: Tensor, axis: number, size: number, side: "before" | "after") => Tensor,
): Tensor {
  // From the last axis on: the copies that later margins take are of whole rows.
  return x.shape.reduceRight<Tensor>((inner, _, axis) => {
    const [before, after] = [low[axis] ?? 0, high[axis] ?? 0];
    const parts = [
      ...(before === 0 ? [] : [marginOf(inner, axis, before, "before")]),
      inner,
      ...(after === 0 ? [] : [marginOf(inner, axis, after, "after")]),
    ];
    return parts.length === 1 ? inner : concat(parts, axis);
  }, x);
}

/** The elements from `start` below `stop` of one axis. */
export function partOf(x: Tensor, axis: number, start: number, stop: number): Tensor {
  return slice(
    x,
    x.shape.map((_, at) => (at === axis ? start : 0)),
    x.shape.map((extent, at) => (at === axis ? stop : extent)),
  );
}

/** Refuses margins that are not one size per axis, integers from 0 to the most that a tensor can give. */
export function checkMargins(
  name: string,
  shape: Shape,
  low: readonly number[],
  high: readonly number[],
  mostOf: (extent: number) => number,
): void {
  const suits = (sizes: readonly number[]): boolean =>
    sizes.length === shape.length &&
    sizes.every(
      (size, axis) => Number.isInteger(size) && size >= 0 && (size === 0 || size <= mostOf(shape[axis] ?? 0)),
    );
  if (suits(low) && suits(high)) return;
  const most = shape.map((extent) => Math.max(0, mostOf(extent)));
  const range = most.every(Number.isFinite) ? `from 0 to ${formatShape(most)}` : "from 0";
  throw new RensaError(
    "ATTRIBUTE_INVALID",
    `${name}: ${formatShape(low)} before and ${formatShape(high)} after does not suit ${formatShape(shape)}; give one integer per axis, ${range}.`,
  );
}
