/** Values of a buffer as a tensor. */
import { allocate, type TypedArray } from "../graph/dtype.ts";
import type { HostTensor } from "../graph/host-tensor.ts";
import { sizeOf } from "../graph/shape.ts";
import type { TensorType } from "../graph/tensor-type.ts";

/** A copy of what a buffer of this type holds. */
export function readTensor({ shape, dtype }: TensorType, source: TypedArray): HostTensor {
  // In float64 the oracle's results keep their digits.
  if (dtype === "f32" && source instanceof Float64Array) return { shape, dtype, data: source.slice() };
  const data = allocate(dtype, sizeOf(shape));
  // Losses and reports are read after every step.
  if (data.length === 1) data[0] = source[0] ?? Number.NaN;
  else data.set(source);
  return { shape, dtype, data };
}
