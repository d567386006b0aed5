/**
 * How windows lie on the spatial axes of a tensor. Along each axis, element `k` of window `o` is element
 * `o * stride + k * dilation - low` of the tensor.
 */
import {
  formatShape,
  RensaError,
  anyShape,
  wholeNumber,
  listOf,
  type Index,
  type Shape,
  type TensorType,
} from "@rensa/core";
import { checkPerAxis } from "../shape/per-axis.ts";

/** The steps from window to window and within one, one per spatial axis. */
export interface Steps {
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
}

/** Windows on a tensor, and the extents of what is computed from them. */
export interface Geometry extends Steps {
  /** The spatial extents of the result. */
  readonly extents: Shape;
  /** How far the first window starts before the first element. */
  readonly low: readonly number[];
}

/** The attributes of an op that has a {@link Geometry}; its call always gives all of them. */
export const geometryAttributes = {
  extents: anyShape(),
  low: listOf(wholeNumber(0)),
  strides: listOf(wholeNumber(1, { minimum: 1 })),
  dilations: listOf(wholeNumber(1, { minimum: 1 })),
};

/** How much of an axis one window spans. */
export function spanOf(window: number, dilation: number): number {
  return (window - 1) * dilation + 1;
}

/** The extents that a number of windows reaches over. */
export function reachOf(count: Shape, window: Shape, { strides, dilations }: Steps): number[] {
  return count.map(
    (windows, axis) => (windows - 1) * (strides[axis] ?? 1) + spanOf(window[axis] ?? 1, dilations[axis] ?? 1),
  );
}

/** Where element `inner` of window `outer` lies, from the start of the first window. */
export function placesOf(outer: readonly Index[], inner: readonly Index[], { strides, dilations }: Steps): Index[] {
  return outer.map((index, axis) => {
    const place = index.mul(strides[axis] ?? 1);
    const within = inner[axis];
    return within === undefined ? place : place.add(within.mul(dilations[axis] ?? 1));
  });
}

/** Refuses lists that are not for the same number of axes, and tensors that do not have so many between two others, or three with groups. */
export function checkGeometry(
  name: string,
  lists: Readonly<Record<string, readonly unknown[]>> & { readonly strides: readonly number[] },
  tensors: readonly TensorType[],
): void {
  const rank = lists.strides.length;
  checkPerAxis(name, rank, lists);
  const others = tensors.map(({ shape }) => shape.length - rank);
  if (others.every((each) => each === others[0] && (each === 2 || each === 3))) return;
  throw new RensaError(
    "ATTRIBUTE_INVALID",
    `${name}: strides for ${String(rank)} axes do not suit ${tensors.map(({ shape }) => formatShape(shape)).join(" and ")}; give one for each spatial axis.`,
  );
}
