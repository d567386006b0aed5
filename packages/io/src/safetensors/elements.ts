/** The elements of a tensor in a file as elements of ours. What has no equal dtype here is converted without loss, or refused. */
import { allocate, type TypedArray } from "@rensa/core";
import { invalid, shown, type HeaderEntry } from "./header.ts";

/** The elements that stand at `entry` in the file. They share its memory where they can. */
export function readElements(bytes: Uint8Array, entry: HeaderEntry): TypedArray {
  switch (entry.dtype.name) {
    case "F64":
    case "F32":
    case "I32":
    case "U8":
      return sameElements(bytes, entry);
    case "BOOL":
      return checkedBools(entry, sameElements(bytes, entry));
    case "F16":
    case "BF16":
      return floats(bytes, entry);
    default:
      return integers(bytes, entry);
  }
}

/** A view of the bytes; a copy where they are not aligned for one. */
function sameElements(bytes: Uint8Array, { dtype, begin, end, count }: HeaderEntry): TypedArray {
  const offset = bytes.byteOffset + begin;
  if (offset % dtype.bytes === 0) return view(dtype.readAs, bytes.buffer, offset, count);
  return view(dtype.readAs, bytes.slice(begin, end).buffer, 0, count);
}

function view(
  dtype: HeaderEntry["dtype"]["readAs"],
  buffer: ArrayBufferLike,
  offset: number,
  count: number,
): TypedArray {
  switch (dtype) {
    case "f64":
      return new Float64Array(buffer, offset, count);
    case "f32":
      return new Float32Array(buffer, offset, count);
    case "i32":
      return new Int32Array(buffer, offset, count);
    default:
      return new Uint8Array(buffer, offset, count);
  }
}

function checkedBools(entry: HeaderEntry, data: TypedArray): TypedArray {
  const wrong = data.findIndex((value) => value > 1);
  if (wrong !== -1) {
    throw invalid(
      `tensor ${shown(entry.name)}: element ${String(wrong)} of a BOOL is ${String(data[wrong])}, neither 0 nor 1.`,
    );
  }
  return data;
}

/** Every 16-bit float is a 32-bit float too. The bits of NaNs are kept. */
function floats(bytes: Uint8Array, { dtype, begin, count }: HeaderEntry): TypedArray {
  const source = new DataView(bytes.buffer, bytes.byteOffset + begin, count * 2);
  const bits = new Uint32Array(count);
  const toBits = dtype.name === "BF16" ? (half: number): number => half << 16 : halfToFloatBits;
  for (let at = 0; at < count; at++) bits[at] = toBits(source.getUint16(at * 2, true));
  return new Float32Array(bits.buffer);
}

/** IEEE 754: 1 sign, 5 exponent (bias 15) and 10 fraction bits into 1, 8 (bias 127) and 23. */
function halfToFloatBits(half: number): number {
  const sign = (half & 0x8000) << 16;
  const exponent = (half >> 10) & 31;
  const fraction = half & 1023;
  if (exponent === 31) return sign | 0x7f800000 | (fraction << 13);
  if (exponent > 0) return sign | ((exponent + 112) << 23) | (fraction << 13);
  if (fraction === 0) return sign;
  // Subnormal: the leading one moves to where a 32-bit float does not write it down.
  const shift = Math.clz32(fraction) - 21;
  return sign | ((113 - shift) << 23) | (((fraction << shift) & 1023) << 13);
}

/** Integers of other sizes are i32 where each of them fits. */
function integers(bytes: Uint8Array, entry: HeaderEntry): TypedArray {
  const { name, dtype, begin, count } = entry;
  const source = new DataView(bytes.buffer, bytes.byteOffset + begin, count * dtype.bytes);
  const read = readers[dtype.name];
  const data = allocate("i32", count);
  for (let at = 0; at < count; at++) {
    const value = read?.(source, at * dtype.bytes) ?? 0;
    if (value < -0x80000000 || value > 0x7fffffff) {
      throw invalid(
        `tensor ${shown(name)}: element ${String(at)} of ${dtype.name} is ${String(value)}, which no i32 holds; write it as I32 or F64.`,
      );
    }
    data[at] = Number(value);
  }
  return data;
}

const readers: Readonly<Record<string, (source: DataView, offset: number) => number | bigint>> = {
  I8: (source, offset) => source.getInt8(offset),
  I16: (source, offset) => source.getInt16(offset, true),
  U16: (source, offset) => source.getUint16(offset, true),
  U32: (source, offset) => source.getUint32(offset, true),
  I64: (source, offset) => source.getBigInt64(offset, true),
  U64: (source, offset) => source.getBigUint64(offset, true),
};
