/** Typed arrays over the memory of a program. */
import { bytesPerElement, RensaError, type DType, type Precision, type TypedArray } from "@rensa/core";

/** The array of elements from an address on. */
export function arrayAt(
  memory: WebAssembly.Memory,
  address: number,
  length: number,
  dtype: DType,
  precision: Precision,
): TypedArray {
  const kept = dtype === "f32" && precision === "f64" ? "f64" : dtype;
  if (address + length * bytesPerElement[kept] > memory.buffer.byteLength)
    throw new RensaError("INTERNAL", "A buffer lies outside the memory.");
  switch (kept) {
    case "f32":
      return new Float32Array(memory.buffer, address, length);
    case "f64":
      return new Float64Array(memory.buffer, address, length);
    case "i32":
      return new Int32Array(memory.buffer, address, length);
    case "u8":
    case "bool":
      return new Uint8Array(memory.buffer, address, length);
  }
}
