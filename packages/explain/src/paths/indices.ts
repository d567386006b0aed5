/** Places of elements: flat ones, and by index. */
import { stridesOf, type Shape } from "@rensa/core";

/** The index of an element from its flat place. */
export function indexOf(flat: number, shape: Shape): readonly number[] {
  const strides = stridesOf(shape);
  return shape.map((extent, axis) => Math.floor(flat / (strides[axis] ?? 1)) % extent);
}

/** The flat place of an element from its index. */
export function flatOf(index: readonly number[], shape: Shape): number {
  const strides = stridesOf(shape);
  return index.reduce((flat, each, axis) => flat + each * (strides[axis] ?? 0), 0);
}

/** By flat place in a result: the flat place in an operand that broadcasts to it. */
export function broadcastPlaces(from: Shape, to: Shape): Int32Array {
  const strides = stridesOf(from);
  const missing = to.length - from.length;
  const size = to.reduce((product, extent) => product * extent, 1);
  return Int32Array.from({ length: size }, (_, flat) =>
    indexOf(flat, to).reduce((place, each, axis) => {
      const own = axis - missing;
      return own < 0 || from[own] === 1 ? place : place + each * (strides[own] ?? 0);
    }, 0),
  );
}
