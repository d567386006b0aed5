/** Rows of batches: a part of one filled up to a size, and parts put together again. */
import { allocate, sizeOf, type HostTensor } from "@rensa/core";

/** The rows `from` to `to`, and copies of the last one up to `size` rows. */
export function takeRows({ shape, dtype, data }: HostTensor, from: number, to: number, size: number): HostTensor {
  const width = sizeOf(shape.slice(1));
  const taken = allocate(dtype, size * width);
  taken.set(data.subarray(from * width, to * width));
  const last = data.subarray((to - 1) * width, to * width);
  for (let row = to - from; row < size; row++) taken.set(last, row * width);
  return { shape: [size, ...shape.slice(1)], dtype, data: taken };
}

/** Puts parts together, of which only the first `count` rows are wanted. */
export function joinRows(parts: readonly HostTensor[], count: number): HostTensor {
  const [{ shape, dtype, data: first } = { shape: [0], dtype: "f32" as const, data: new Float32Array(0) }] = parts;
  const width = sizeOf(shape.slice(1));
  // In float64 the oracle's results keep their digits.
  const data = first instanceof Float64Array ? new Float64Array(count * width) : allocate(dtype, count * width);
  let filled = 0;
  for (const part of parts) {
    const wanted = part.data.subarray(0, data.length - filled);
    data.set(wanted, filled);
    filled += wanted.length;
  }
  return { shape: [count, ...shape.slice(1)], dtype, data };
}

/** True where the rows from one to below another have the same bits. */
export function sameRows(one: HostTensor, other: HostTensor, from: number, to: number): boolean {
  const width = sizeOf(one.shape.slice(1));
  for (let at = from * width; at < to * width; at++) if (!Object.is(one.data[at], other.data[at])) return false;
  return true;
}
