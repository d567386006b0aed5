/**
 * The windows of pools over any number of spatial axes, both ways: the elements of a window, and the windows of an
 * element. Along each axis, element `k` of window `o` is element `o * stride + k - low` of the tensor.
 */
import { anyShape, listOf, wholeNumber, type Index, type LoopOperand, type Shape, type TensorType } from "@rensa/core";
import type { Bound } from "@rensa/core/compiler";
import { checkPerAxis } from "../shape/per-axis.ts";

/** Windows on a tensor, and the spatial extents of what is computed from them. */
export interface PoolWindows {
  readonly window: Shape;
  /** The spatial extents of the result. */
  readonly extents: Shape;
  /** How far the first window starts before the first element. */
  readonly low: readonly number[];
  readonly strides: readonly number[];
}

/** The attributes of an op that has {@link PoolWindows}; its call always gives all of them. */
export const poolAttributes = {
  window: listOf(wholeNumber(1, { minimum: 1 })),
  extents: anyShape(),
  low: listOf(wholeNumber(0)),
  strides: listOf(wholeNumber(1, { minimum: 1 })),
};

/** The check of an op that has them. */
export function checkPoolWindows(name: string) {
  return ({ window, extents, low, strides }: PoolWindows, [x]: readonly TensorType[]): void => {
    checkPerAxis(name, (x?.shape.length ?? 0) - 2, { window, extents, low, strides });
  };
}

/** The spatial extents of `[batch, ...spatial, channels]`. */
export function spatialOf({ shape }: Pick<LoopOperand, "shape">): Shape {
  return shape.slice(1, -1);
}

/** The shape of the result. */
export function pooledShape({ shape }: Pick<LoopOperand, "shape">, { extents }: PoolWindows): Shape {
  return [...shape.slice(0, 1), ...extents, ...shape.slice(-1)];
}

/** Indices of `[batch, ...spatial, channels]` with others in place of the spatial ones. */
export function withSpatial<T>(indices: readonly Index[], spatial: readonly T[]): (Index | T)[] {
  return [...indices.slice(0, 1), ...spatial, ...indices.slice(-1)];
}

/** Where element `inner` of window `outer` lies, and within which bounds it is one of the tensor. */
export function elementOf(
  outer: readonly Index[],
  inner: readonly Index[],
  { low, strides }: PoolWindows,
  spatial: Shape,
): { readonly places: readonly Index[]; readonly bounds: readonly Bound[] } {
  const places = outer.map((index, axis) => {
    const start = index.mul(strides[axis] ?? 1).sub(low[axis] ?? 0);
    const within = inner[axis];
    return within === undefined ? start : start.add(within);
  });
  return { places, bounds: places.map((index, axis) => ({ index, lower: 0, upper: spatial[axis] ?? 1 })) };
}

/** How many windows, at most, an element lies in along each axis: 1 where windows do not overlap. */
export function overlapsOf({ window, strides }: PoolWindows): Shape {
  return window.map((extent, axis) => Math.ceil(extent / (strides[axis] ?? 1)));
}

/**
 * The last window but `back` of those in which the element at `places` can lie, which element of it this is, and within
 * which bounds it is so. `counts` are the windows along each axis.
 */
export function windowOf(
  places: readonly Index[],
  back: readonly Index[],
  { window, low, strides }: PoolWindows,
  counts: Shape,
): { readonly outer: readonly Index[]; readonly inner: readonly Index[]; readonly bounds: readonly Bound[] } {
  const along = places.map((place, axis) => {
    const stride = strides[axis] ?? 1;
    const shifted = place.add(low[axis] ?? 0);
    const [outer, inner] = [shifted.div(stride), shifted.mod(stride)];
    const before = back[axis];
    return before === undefined ? { outer, inner } : { outer: outer.sub(before), inner: inner.add(before.mul(stride)) };
  });
  return {
    outer: along.map(({ outer }) => outer),
    inner: along.map(({ inner }) => inner),
    bounds: along.flatMap(({ outer, inner }, axis) => [
      { index: outer, lower: 0, upper: counts[axis] ?? 1 },
      { index: inner, lower: 0, upper: window[axis] ?? 1 },
    ]),
  };
}
