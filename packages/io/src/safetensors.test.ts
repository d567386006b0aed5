/** What is written can be read; what the reference implementation wrote is read, and written again byte for byte. */
import { hostTensor, type HostTensor } from "@rensa/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeSafetensors, encodeSafetensors } from "./index.ts";
import { allTypes, fromBase64, raw, refuses } from "../test/safetensors-files.ts";

/**
 * Written by safetensors 0.8.0 for Python, `safetensors.torch.save(tensors, metadata={"format": "pt"})`: f64 `double`
 * [0.1, 5e-324], f32 `layer.weights` [[1.5, -0, nan], [inf, -inf, 3.4028234663852886e38]], `layer.bias` [1e-45, -2],
 * `scalar` 42, `empty` [0, 3], i32 `count` [-2147483648, 0, 2147483647], u8 `bytes` [0, 255, 7], bool `mask`.
 */
const ownTypes =
  "CAIAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJmb3JtYXQiOiJwdCJ9LCJkb3VibGUiOnsiZHR5cGUiOiJGNjQiLCJzaGFwZSI6WzJdLCJkYXRhX29mZnNldHMiOlswLDE2XX0sImVtcHR5Ijp7ImR0eXBlIjoiRjMyIiwic2hhcGUiOlswLDNdLCJkYXRhX29mZnNldHMiOlsxNiwxNl19LCJsYXllci5iaWFzIjp7ImR0eXBlIjoiRjMyIiwic2hhcGUiOlsyXSwiZGF0YV9vZmZzZXRzIjpbMTYsMjRdfSwibGF5ZXIud2VpZ2h0cyI6eyJkdHlwZSI6IkYzMiIsInNoYXBlIjpbMiwzXSwiZGF0YV9vZmZzZXRzIjpbMjQsNDhdfSwic2NhbGFyIjp7ImR0eXBlIjoiRjMyIiwic2hhcGUiOltdLCJkYXRhX29mZnNldHMiOls0OCw1Ml19LCJjb3VudCI6eyJkdHlwZSI6IkkzMiIsInNoYXBlIjpbM10sImRhdGFfb2Zmc2V0cyI6WzUyLDY0XX0sImJ5dGVzIjp7ImR0eXBlIjoiVTgiLCJzaGFwZSI6WzNdLCJkYXRhX29mZnNldHMiOls2NCw2N119LCJtYXNrIjp7ImR0eXBlIjoiQk9PTCIsInNoYXBlIjpbM10sImRhdGFfb2Zmc2V0cyI6WzY3LDcwXX19mpmZmZmZuT8BAAAAAAAAAAEAAAAAAADAAADAPwAAAIAAAMB/AACAfwAAgP///39/AAAoQgAAAIAAAAAA////fwD/BwEAAQ==";

/** Any tensor of any dtype, with any bits. */
const anyTensor: fc.Arbitrary<HostTensor> = fc
  .record({
    dtype: fc.constantFrom("f32" as const, "f64" as const, "i32" as const, "u8" as const, "bool" as const),
    shape: fc.array(fc.nat({ max: 3 }), { maxLength: 3 }),
    seed: fc.infiniteStream(fc.nat({ max: 255 })),
  })
  .map(({ dtype, shape, seed }) => {
    const empty = hostTensor(new Array<number>(shape.reduce((size, next) => size * next, 1)).fill(0), shape, dtype);
    const bytes = new Uint8Array(empty.data.buffer);
    for (let at = 0; at < bytes.length; at++) {
      const value = Number(seed.next().value);
      bytes[at] = dtype === "bool" ? value % 2 : value;
    }
    return empty;
  });

const name = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.constantFrom("__proto__", "constructor", "10", "9", "toString", "a.b", ' "\\'),
);

const tensorMap = fc.uniqueArray(fc.tuple(name, anyTensor), { selector: ([key]) => key, maxLength: 6 });

/** The type and the bits of a tensor. */
function bits(tensor: HostTensor | undefined): unknown {
  if (tensor === undefined) return undefined;
  const { shape, dtype, data } = tensor;
  return { shape: [...shape], dtype, bytes: [...new Uint8Array(data.buffer, data.byteOffset, data.byteLength)] };
}

describe("safetensors", () => {
  it("reads back the bits, names and metadata that were written", () => {
    fc.assert(
      fc.property(tensorMap, fc.array(fc.tuple(name, name)), (entries, pairs) => {
        const metadata = Object.fromEntries(pairs);
        const file = encodeSafetensors(new Map(entries), metadata);
        const read = decodeSafetensors(file);
        expect(read.tensors.size).toBe(entries.length);
        for (const [key, tensor] of entries) expect(bits(read.tensors.get(key))).toEqual(bits(tensor));
        expect(Object.entries(read.metadata).sort()).toEqual(Object.entries(metadata).sort());
      }),
      { numRuns: 150 },
    );
  });

  it("writes the same bytes for the same contents in any order, every tensor aligned", () => {
    fc.assert(
      fc.property(tensorMap, (entries) => {
        const file = encodeSafetensors(new Map(entries), { b: "1", a: "2" });
        expect(encodeSafetensors(new Map([...entries].reverse()), { a: "2", b: "1" })).toEqual(file);
        // Views of the file itself: nothing had to be copied.
        for (const { data } of decodeSafetensors(file).tensors.values()) expect(data.buffer).toBe(file.buffer);
      }),
      { numRuns: 50 },
    );
  });

  it("reads a file that does not begin at an aligned address", () => {
    fc.assert(
      fc.property(tensorMap, fc.integer({ min: 1, max: 7 }), (entries, shift) => {
        const file = encodeSafetensors(new Map(entries));
        const moved = new Uint8Array(file.length + shift).subarray(shift);
        moved.set(file);
        // A Buffer's slices are no copies, those of other byte arrays are.
        for (const bytes of [moved, Buffer.from(moved.buffer, shift)]) {
          const read = decodeSafetensors(bytes);
          for (const [key, tensor] of entries) expect(bits(read.tensors.get(key))).toEqual(bits(tensor));
        }
      }),
      { numRuns: 50 },
    );
  });

  it("reads what Python wrote", () => {
    const { tensors, metadata } = decodeSafetensors(fromBase64(allTypes));
    const values = Object.fromEntries(
      [...tensors].map(([key, { dtype, shape, data }]) => [key, [dtype, shape, [...data]]]),
    );
    expect({ ...metadata }).toEqual({ format: "pt" });
    expect(values).toEqual({
      "layer.weights": ["f32", [2, 3], [1.5, -0, NaN, Infinity, -Infinity, 3.4028234663852886e38]],
      "layer.bias": ["f32", [2], [Math.fround(1e-45), -2]],
      double: ["f64", [2], [0.1, 5e-324]],
      half: ["f32", [7], [1, -0, 65504, 5.960464477539063e-8, Infinity, NaN, 0.3330078125]],
      brain: ["f32", [4], [1, -2.5, 3.3895313892515355e38, 0.10009765625]],
      count: ["i32", [3], [-2147483648, 0, 2147483647]],
      long: ["i32", [2, 1], [-5, 7]],
      short: ["i32", [2], [-32768, 32767]],
      tiny: ["i32", [2], [-128, 127]],
      bytes: ["u8", [3], [0, 255, 7]],
      mask: ["bool", [3], [1, 0, 1]],
      scalar: ["f32", [], [42]],
      empty: ["f32", [0, 3], []],
    });
  });

  it("writes the bytes that Python wrote", () => {
    const file = fromBase64(ownTypes);
    const { tensors, metadata } = decodeSafetensors(file);
    expect(encodeSafetensors(tensors, metadata)).toEqual(file);
  });

  it("converts every 16-bit float exactly", () => {
    const all = Uint8Array.from({ length: 131072 }, (_, at) => ((at >> 1) >> (at % 2 === 0 ? 0 : 8)) & 255);
    const half = readRaw("F16", [65536], all).data;
    const wrong = Array.from({ length: 65536 }, (_, at) => at).filter((at) => {
      const [sign, exponent, fraction] = [at >> 15 === 1 ? -1 : 1, (at >> 10) & 31, at & 1023];
      const normal = 2 ** (exponent - 15) * (1 + fraction / 1024);
      const special = fraction === 0 ? Infinity : NaN;
      const expected = sign * (exponent === 0 ? 2 ** -24 * fraction : exponent === 31 ? special : normal);
      return !Object.is(half[at], expected);
    });
    expect(wrong).toEqual([]);
    const brain = new Uint32Array(readRaw("BF16", [65536], all).data.buffer);
    expect(brain.every((bit, at) => bit === at * 65536)).toBe(true);
  });

  it("reads wide integers where they fit", () => {
    expect(readRaw("I64", [1], [255, 255, 255, 127, 0, 0, 0, 0]).data[0]).toBe(0x7fffffff);
    expect(readRaw("I64", [1], [0, 0, 0, 128, 255, 255, 255, 255]).data[0]).toBe(-0x80000000);
    expect(readRaw("U32", [1], [255, 255, 255, 127]).data[0]).toBe(0x7fffffff);
    refuses(
      () => readRaw("I64", [2], [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 128, 0, 0, 0, 0]),
      /"x": element 1 of I64 is 2147483648/,
    );
    refuses(() => readRaw("U64", [1], new Array<number>(8).fill(255)), /"x": element 0 of U64 is 18446744073709551615/);
    refuses(() => readRaw("U32", [1], [0, 0, 0, 128]), /"x": element 0 of U32/);
  });
});

function readRaw(dtype: string, shape: readonly number[], data: ArrayLike<number>): HostTensor {
  const header = { x: { dtype, shape, data_offsets: [0, data.length] } };
  return decodeSafetensors(raw(JSON.stringify(header), data)).tensors.get("x")!;
}
