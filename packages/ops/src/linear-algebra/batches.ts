/** Running a function of matrices over batches: what the host ops of this folder share. */
import { broadcastShapes, sizeOf, stridesOf, type HostTensor, type Shape } from "@rensa/core";
import { Matrix } from "./numeric/matrix.ts";

/**
 * Calls `compute` with the matrices (the last two axes) of every element of the batch, to which the axes before
 * broadcast, and puts what it returns, one list per output, into the outputs.
 */
export function mapMatrices<Inputs extends readonly HostTensor[]>(
  inputs: Inputs,
  outputs: readonly HostTensor[],
  compute: (...matrices: { readonly [K in keyof Inputs]: Matrix }) => readonly ArrayLike<number>[],
): void {
  const batch = broadcastShapes("batch", ...inputs.map(({ shape }) => shape.slice(0, -2)));
  for (let at = 0; at < sizeOf(batch); at++) {
    const matrices = inputs.map((input) => matrixAt(input, batch, at)) as { readonly [K in keyof Inputs]: Matrix };
    computeOne(() => compute(...matrices), at, sizeOf(batch)).forEach((values, position) => {
      outputs[position]?.data.set(values, at * values.length);
    });
  }
}

/** Says in an error which matrix of a batch it is about. */
function computeOne<T>(compute: () => T, at: number, count: number): T {
  try {
    return compute();
  } catch (cause) {
    if (count === 1 || !(cause instanceof Error)) throw cause;
    throw new Error(`matrix ${String(at)} of ${String(count)}: ${cause.message}`, { cause });
  }
}

function matrixAt({ shape, data }: HostTensor, batch: Shape, at: number): Matrix {
  const [rows = 1, columns = 1] = shape.slice(-2);
  const own = shape.slice(0, -2);
  const [strides, batchStrides] = [stridesOf(own), stridesOf(batch)];
  const leading = batch.length - own.length;
  const place = own.reduce((sum, extent, axis) => {
    const index = Math.floor(at / (batchStrides[leading + axis] ?? 1)) % (batch[leading + axis] ?? 1);
    return sum + (extent === 1 ? 0 : index * (strides[axis] ?? 1));
  }, 0);
  const start = place * rows * columns;
  return new Matrix(rows, columns, new Float64Array(data.subarray(start, start + rows * columns)));
}
