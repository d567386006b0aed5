/** How many bytes values take in the precision of a program. */
import { bytesPerElement, type DType } from "../graph/dtype.ts";
import { sizeOf } from "../graph/shape.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import type { Precision } from "./program-plan.ts";

/** Bytes of an element. */
export function bytesOf(dtype: DType, precision: Precision): number {
  return dtype === "f32" && precision === "f64" ? 8 : bytesPerElement[dtype];
}

/** Bytes of a tensor. */
export function bytesOfType({ shape, dtype }: TensorType, precision: Precision): number {
  return sizeOf(shape) * bytesOf(dtype, precision);
}
