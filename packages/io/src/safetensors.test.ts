/** What is written can be read; what the reference implementation wrote is read, and written again byte for byte. */
import { hostTensor, RensaError, type HostTensor } from "@rensa/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeSafetensors, encodeSafetensors } from "./index.ts";

/**
 * Written by safetensors 0.8.0 for Python, `safetensors.torch.save(tensors, metadata={"format": "pt"})`: f64 `double`
 * [0.1, 5e-324], f32 `layer.weights` [[1.5, -0, nan], [inf, -inf, 3.4028234663852886e38]], `layer.bias` [1e-45, -2],
 * `scalar` 42, `empty` [0, 3], i32 `count` [-2147483648, 0, 2147483647], u8 `bytes` [0, 255, 7], bool `mask`.
 */
const ownTypes =
  "CAIAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJmb3JtYXQiOiJwdCJ9LCJkb3VibGUiOnsiZHR5cGUiOiJGNjQiLCJzaGFwZSI6WzJdLCJkYXRhX29mZnNldHMiOlswLDE2XX0sImVtcHR5Ijp7ImR0eXBlIjoiRjMyIiwic2hhcGUiOlswLDNdLCJkYXRhX29mZnNldHMiOlsxNiwxNl19LCJsYXllci5iaWFzIjp7ImR0eXBlIjoiRjMyIiwic2hhcGUiOlsyXSwiZGF0YV9vZmZzZXRzIjpbMTYsMjRdfSwibGF5ZXIud2VpZ2h0cyI6eyJkdHlwZSI6IkYzMiIsInNoYXBlIjpbMiwzXSwiZGF0YV9vZmZzZXRzIjpbMjQsNDhdfSwic2NhbGFyIjp7ImR0eXBlIjoiRjMyIiwic2hhcGUiOltdLCJkYXRhX29mZnNldHMiOls0OCw1Ml19LCJjb3VudCI6eyJkdHlwZSI6IkkzMiIsInNoYXBlIjpbM10sImRhdGFfb2Zmc2V0cyI6WzUyLDY0XX0sImJ5dGVzIjp7ImR0eXBlIjoiVTgiLCJzaGFwZSI6WzNdLCJkYXRhX29mZnNldHMiOls2NCw2N119LCJtYXNrIjp7ImR0eXBlIjoiQk9PTCIsInNoYXBlIjpbM10sImRhdGFfb2Zmc2V0cyI6WzY3LDcwXX19mpmZmZmZuT8BAAAAAAAAAAEAAAAAAADAAADAPwAAAIAAAMB/AACAfwAAgP///39/AAAoQgAAAIAAAAAA////fwD/BwEAAQ==";

/** The same and, by the same call, int64, float16, bfloat16, int16 and int8. */
const allTypes =
  "OAMAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJmb3JtYXQiOiJwdCJ9LCJsb25nIjp7ImR0eXBlIjoiSTY0Iiwic2hhcGUiOlsyLDFdLCJkYXRhX29mZnNldHMiOlswLDE2XX0sImRvdWJsZSI6eyJkdHlwZSI6IkY2NCIsInNoYXBlIjpbMl0sImRhdGFfb2Zmc2V0cyI6WzE2LDMyXX0sImVtcHR5Ijp7ImR0eXBlIjoiRjMyIiwic2hhcGUiOlswLDNdLCJkYXRhX29mZnNldHMiOlszMiwzMl19LCJsYXllci5iaWFzIjp7ImR0eXBlIjoiRjMyIiwic2hhcGUiOlsyXSwiZGF0YV9vZmZzZXRzIjpbMzIsNDBdfSwibGF5ZXIud2VpZ2h0cyI6eyJkdHlwZSI6IkYzMiIsInNoYXBlIjpbMiwzXSwiZGF0YV9vZmZzZXRzIjpbNDAsNjRdfSwic2NhbGFyIjp7ImR0eXBlIjoiRjMyIiwic2hhcGUiOltdLCJkYXRhX29mZnNldHMiOls2NCw2OF19LCJjb3VudCI6eyJkdHlwZSI6IkkzMiIsInNoYXBlIjpbM10sImRhdGFfb2Zmc2V0cyI6WzY4LDgwXX0sImJyYWluIjp7ImR0eXBlIjoiQkYxNiIsInNoYXBlIjpbNF0sImRhdGFfb2Zmc2V0cyI6WzgwLDg4XX0sImhhbGYiOnsiZHR5cGUiOiJGMTYiLCJzaGFwZSI6WzddLCJkYXRhX29mZnNldHMiOls4OCwxMDJdfSwic2hvcnQiOnsiZHR5cGUiOiJJMTYiLCJzaGFwZSI6WzJdLCJkYXRhX29mZnNldHMiOlsxMDIsMTA2XX0sInRpbnkiOnsiZHR5cGUiOiJJOCIsInNoYXBlIjpbMl0sImRhdGFfb2Zmc2V0cyI6WzEwNiwxMDhdfSwiYnl0ZXMiOnsiZHR5cGUiOiJVOCIsInNoYXBlIjpbM10sImRhdGFfb2Zmc2V0cyI6WzEwOCwxMTFdfSwibWFzayI6eyJkdHlwZSI6IkJPT0wiLCJzaGFwZSI6WzNdLCJkYXRhX29mZnNldHMiOlsxMTEsMTE0XX19IPv/////////BwAAAAAAAACamZmZmZm5PwEAAAAAAAAAAQAAAAAAAMAAAMA/AAAAgAAAwH8AAIB/AACA////f38AAChCAAAAgAAAAAD///9/gD8gwH9/zT0APACA/3sBAAB8AH5UNQCA/3+AfwD/BwEAAQ==";

const fromBase64 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, "base64"));

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

/** The file with this header and these data. */
function raw(header: string | Uint8Array, data: ArrayLike<number> = []): Uint8Array {
  const text = typeof header === "string" ? new TextEncoder().encode(header) : header;
  const file = new Uint8Array(8 + text.length + data.length);
  new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true);
  file.set(text, 8);
  file.set(data, 8 + text.length);
  return file;
}

function readRaw(dtype: string, shape: readonly number[], data: ArrayLike<number>): HostTensor {
  const header = { x: { dtype, shape, data_offsets: [0, data.length] } };
  return decodeSafetensors(raw(JSON.stringify(header), data)).tensors.get("x")!;
}

function refuses(call: () => unknown, sentence: RegExp, code = "FILE_INVALID"): void {
  let error: unknown;
  try {
    call();
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(RensaError);
  expect(error).toMatchObject({ code, message: expect.stringMatching(sentence) as string });
}

const tensor = (offsets: string, shape = "[1]", dtype = '"U8"'): string =>
  `{"dtype":${dtype},"shape":${shape},"data_offsets":${offsets}}`;

describe("decodeSafetensors refuses", () => {
  const cases: readonly (readonly [what: string, file: Uint8Array, sentence: RegExp])[] = [
    ["too few bytes", new Uint8Array(7), /7 bytes are too few/],
    ["a header past the file", raw("{}").subarray(0, 9), /ends past the file of 9/],
    [
      "a header past the limit",
      raw(" ".repeat(4_194_305)),
      /has 4194305 bytes, and at most 4194304 are read; give a larger `maximumHeaderBytes`/,
    ],
    ["a header longer than any number", new Uint8Array(9).fill(255), /18446744073709551615 bytes/],
    ["a header that begins with a space", raw(" {}"), /does not begin with \{/],
    ["an empty header", raw(""), /does not begin with \{/],
    ["a header that is no UTF-8", raw(Uint8Array.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])), /not UTF-8/],
    ["a header that is no JSON", raw("{'a':1}"), /not JSON/],
    ["something after the JSON", raw("{}{}"), /not JSON/],
    ["a name twice", raw(`{"a":${tensor("[0,1]")},"a":${tensor("[0,1]")}}`, [1]), /"a" stands twice/],
    [
      "a name twice, once escaped",
      raw(`{"a":${tensor("[0,1]")},"\\u0061":${tensor("[0,1]")}}`, [1]),
      /"a" stands twice/,
    ],
    [
      "a field twice",
      raw(`{"a":{"dtype":"U8","shape":[2],"shape":[1],"data_offsets":[0,1]}}`, [1]),
      /"shape" stands twice/,
    ],
    ["a metadata key twice", raw('{"__metadata__":{"x":"1","x" : "2"}}'), /"x" stands twice/],
    ["the metadata twice", raw('{"__metadata__":{},"__metadata__":{"x":"2"}}'), /"__metadata__" stands twice/],
    ["metadata that are no object", raw('{"__metadata__":["x"]}'), /not an object of strings/],
    ["metadata that are null", raw('{"__metadata__":null}'), /not an object of strings/],
    ["a number in the metadata", raw('{"__metadata__":{"x":1}}'), /"x" is not a string/],
    ["half of a surrogate pair", raw(`{"\\ud800":${tensor("[0,1]")}}`, [1]), /"\\ud800" is not text/],
    ["an unknown dtype", raw(`{"a":${tensor("[0,1]", "[1]", '"F8_E5M2"')}}`, [1]), /"a": the dtype "F8_E5M2" cannot/],
    [
      "a name of Object as dtype",
      raw(`{"a":${tensor("[0,1]", "[1]", '"toString"')}}`, [1]),
      /"a": the dtype "toString"/,
    ],
    ["no dtype", raw('{"a":{"shape":[1],"data_offsets":[0,1]}}', [1]), /"a": the dtype \(none\)/],
    ["a tensor that is null", raw('{"a":null}'), /"a": the dtype/],
    ["a negative dimension", raw(`{"a":${tensor("[0,1]", "[-1]")}}`, [1]), /"a": its shape is not/],
    ["a fraction of a dimension", raw(`{"a":${tensor("[0,1]", "[0.5]")}}`, [1]), /"a": its shape is not/],
    ["a dimension of minus zero", raw(`{"a":${tensor("[0,0]", "[-0]")}}`), /"a": its shape is not/],
    [
      "a dimension no double holds",
      raw(`{"a":${tensor("[0,1]", "[9007199254740993]")}}`, [1]),
      /"a": its shape is not/,
    ],
    [
      "a shape that overflows",
      raw(`{"a":${tensor("[0,1]", "[4294967296,4294967296]")}}`, [1]),
      /"a": its shape .* overflows/,
    ],
    ["one that overflows before a 0", raw(`{"a":${tensor("[0,0]", "[4294967296,4294967296,0]")}}`), /overflows/],
    ["one whose bytes overflow", raw(`{"a":${tensor("[0,0]", "[2251799813685248]", '"F32"')}}`), /overflows/],
    ["fewer bytes than the shape", raw(`{"a":${tensor("[0,1]", "[2]")}}`, [1]), /"a": U8\[2\] takes 2 bytes/],
    ["one offset", raw(`{"a":${tensor("[0]")}}`, [1]), /"a": its data_offsets are not two/],
    ["an offset below 0", raw(`{"a":${tensor("[-1,0]")}}`, [1]), /"a": its data_offsets are not two/],
    ["offsets the wrong way round", raw(`{"a":${tensor("[1,0]")}}`, [1]), /"a": U8\[1\] takes 1 bytes/],
    [
      "a gap at the start",
      raw(`{"a":${tensor("[1,2]")}}`, [1, 2]),
      /"a": its data begins at 1, not at 0, and leaves a gap/,
    ],
    ["a gap between two", raw(`{"a":${tensor("[0,1]")},"b":${tensor("[2,3]")}}`, [1, 2, 3]), /"b": .* leaves a gap/],
    ["an overlap", raw(`{"a":${tensor("[0,2]", "[2]")},"b":${tensor("[1,2]")}}`, [1, 2]), /"b": .* overlaps/],
    ["the same bytes twice", raw(`{"a":${tensor("[0,1]")},"b":${tensor("[0,1]")}}`, [1]), /"b": .* overlaps/],
    [
      "bytes after the last tensor",
      raw(`{"a":${tensor("[0,1]")}}`, [1, 2]),
      /"a", ends at byte .* followed by something else/,
    ],
    ["bytes where there is no tensor", raw("{}", [1]), /no tensor ends at byte 10/],
    ["a tensor past the end", raw(`{"a":${tensor("[0,2]", "[2]")}}`, [1]), /"a", ends at byte .* cut off/],
    ["brackets without end", raw(`{"a":${"[".repeat(100_000)}`), /nested too deeply/],
    [
      "more dimensions than any tensor has",
      raw(`{"a":${tensor("[0,1]", `[${"1,".repeat(64)}1]`)}}`, [1]),
      /at most 64/,
    ],
    ["a name of a million characters, in a short message", raw(`{"${"x".repeat(1e6)}":{}}`), /^.{0,400}$/s],
    ["a bool that is 2", raw(`{"a":${tensor("[0,1]", "[1]", '"BOOL"')}}`, [2]), /"a": element 0 of a BOOL is 2/],
  ];
  it.each(cases)("%s", (_, file, sentence) => refuses(() => decodeSafetensors(file), sentence));

  it("nothing that is only unusual", () => {
    const file = raw(
      `{ "a" : ${tensor("[0,1]")}, "empty": ${tensor("[0,0]", "[0]")},\n"__metadata__":{"a":"\\" {"} }  `,
      [7],
    );
    expect([...decodeSafetensors(file).tensors.keys()].sort()).toEqual(["a", "empty"]);
    expect(decodeSafetensors(raw("{}")).tensors.size).toBe(0);
  });

  it("anything else that was cut off or flipped, unless it still is a file", () => {
    const file = fromBase64(allTypes);
    const decodesOrRefuses = (damaged: Uint8Array): boolean => {
      try {
        decodeSafetensors(damaged);
        return true;
      } catch (error) {
        if (error instanceof RensaError && error.code === "FILE_INVALID") return false;
        throw error;
      }
    };
    for (let length = 0; length < file.length; length++) {
      expect(decodesOrRefuses(file.subarray(0, length))).toBe(false);
    }
    let decoded = 0;
    for (let bit = 0; bit < file.length * 8; bit++) {
      const damaged = file.slice();
      damaged[bit >> 3]! ^= 1 << (bit & 7);
      if (decodesOrRefuses(damaged)) decoded++;
    }
    // Bits of data and of names may flip without notice; those of lengths, dtypes and offsets may not.
    expect(decoded).toBeLessThan(file.length * 4);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat({ max: file.length - 1 }), fc.nat({ max: 255 })), { maxLength: 8 }),
        (edits) => {
          const damaged = file.slice();
          for (const [at, value] of edits) damaged[at] = value;
          decodesOrRefuses(damaged);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("encodeSafetensors refuses", () => {
  const one = hostTensor([1]);
  const cases: readonly (readonly [what: string, call: () => unknown, sentence: RegExp])[] = [
    [
      "a tensor called __metadata__",
      () => encodeSafetensors(new Map([["__metadata__", one]])),
      /may be called __metadata__/,
    ],
    ["half of a surrogate pair in a name", () => encodeSafetensors(new Map([["\ud800", one]])), /surrogate/],
    ["one in the metadata", () => encodeSafetensors(new Map(), { "\ud800": "\udc00" }), /the metadata .* surrogate/],
    [
      "data of another length",
      () => encodeSafetensors(new Map([["a", { ...one, shape: [2] }]])),
      /"a": Float32Array of 1/,
    ],
    [
      "a shape that is none",
      () => encodeSafetensors(new Map([["a", { ...one, shape: [-1, -1] }]])),
      /"a": Float32Array of 1/,
    ],
    [
      "data of another dtype",
      () => encodeSafetensors(new Map([["a", { ...one, data: new Float64Array(1) }]])),
      /"a": Float64Array/,
    ],
    [
      "a bool that is 2",
      () => encodeSafetensors(new Map([["a", { shape: [1], dtype: "bool", data: Uint8Array.of(2) }]])),
      /"a": element 0 .* is 2/,
    ],
  ];
  it.each(cases)("%s", (_, call, sentence) => refuses(call, sentence, "ARGUMENT_INVALID"));
});
