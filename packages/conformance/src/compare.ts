/** Comparing numbers. */
import { broadcastShapes, Index, sizeOf, stridesOf, type HostTensor, type Shape } from "@rensa/core";

/** The first place at which two lists of numbers differ by more than a relative tolerance, as a sentence; else null. */
export function difference(found: ArrayLike<number>, wanted: ArrayLike<number>, tolerance: number): string | null {
  if (found.length !== wanted.length) return `${String(found.length)} elements instead of ${String(wanted.length)}`;
  for (let at = 0; at < found.length; at++) {
    const [a = 0, b = 0] = [found[at], wanted[at]];
    if (Object.is(a, b) || a === b) continue;
    if (!(Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a), Math.abs(b)))) {
      return `element ${String(at)} is ${String(a)} instead of ${String(b)}`;
    }
  }
  return null;
}

/** A function of elements applied to tensors that broadcast: what a `scalar` op should return. */
export function elementwise(inputs: readonly HostTensor[], reference: (...elements: number[]) => number): Float64Array {
  const shape: Shape = broadcastShapes("reference", ...inputs.map((input) => input.shape));
  const strides = stridesOf(shape);
  return Float64Array.from({ length: sizeOf(shape) }, (_, flat) => {
    const indices = shape.map(
      (extent, axis) =>
        Index.constant(flat)
          .div(strides[axis] ?? 1)
          .mod(extent).constant,
    );
    return reference(...inputs.map((input) => elementAt(input, indices)));
  });
}

function elementAt({ shape, data }: HostTensor, indices: readonly number[]): number {
  const strides = stridesOf(shape);
  const leading = indices.length - shape.length;
  const offset = shape.reduce(
    (sum, extent, axis) => sum + (extent === 1 ? 0 : (indices[leading + axis] ?? 0)) * (strides[axis] ?? 1),
    0,
  );
  return data[offset] ?? 0;
}
