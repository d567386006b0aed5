/** Files that are no safetensors, and contents that cannot be written. */
import { hostTensor, RensaError } from "@rensa/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeSafetensors, encodeSafetensors } from "./index.ts";
import { allTypes, fromBase64, raw, refuses, tensor } from "../test/safetensors-files.ts";

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
