/** Where the values of a store stand in its memory. */
import type { TensorType } from "../graph/tensor-type.ts";
import type { Precision, StoredBuffer, StoreLayout } from "./program-plan.ts";
import { bytesOfType } from "./element-bytes.ts";

const alignment = 64;

/** Lays out values one after the other. */
export function layOut(
  types: readonly (readonly [path: string, type: TensorType])[],
  precision: Precision,
): StoreLayout {
  const buffers: StoredBuffer[] = [];
  let bytes = 0;
  for (const [name, { shape, dtype }] of types) {
    buffers.push({ name, shape, dtype, offset: bytes });
    const size = bytesOfType({ shape, dtype }, precision);
    bytes += Math.max(alignment, Math.ceil(size / alignment) * alignment);
  }
  return { buffers, bytes, precision };
}
