/** Parts of matrices. */
import type { Tensor } from "@rensa/core";
import { slice } from "../shape/slice.ts";

/** The columns from `start` below `stop` of every matrix. */
export function columnsOf(x: Tensor, start: number, stop = x.shape.at(-1) ?? 0): Tensor {
  return part(x, x.shape.length - 1, start, stop);
}

/** The rows from `start` below `stop` of every matrix. */
export function rowsOf(x: Tensor, start: number, stop = x.shape.at(-2) ?? 0): Tensor {
  return part(x, x.shape.length - 2, start, stop);
}

function part(x: Tensor, axis: number, start: number, stop: number): Tensor {
  return slice(
    x,
    x.shape.map((_, at) => (at === axis ? start : 0)),
    x.shape.map((extent, at) => (at === axis ? stop : extent)),
  );
}
