/** Data that are refused, with the place of the fault, and what the others are. */
import { describe, expect, it } from "vitest";
import { hostTensor, nestedShape, toNested } from "./host-tensor.ts";
import { f32 } from "./tensor-type.ts";
import { trace } from "../trace/trace.ts";
import { constant } from "../trace/constant.ts";
import { refuses } from "../../test/refusal.ts";

describe("data is refused that", () => {
  refuses({
    "does not fill its shape": [
      "SHAPE_MISMATCH 3 elements do not fill the shape [2], which has 2",
      () => hostTensor([1, 2, 3], [2]),
    ],
    "is ragged": [
      "INPUT_MISMATCH is ragged or of another shape: the row at element [1] has 1 elements and not 2",
      () => hostTensor([[1, 2], [3]]),
    ],
    "holds text": [
      'INPUT_MISMATCH hostTensor: the data holds "a" at element [1], which is no number that f32 can hold',
      () => hostTensor([1, "a" as never]),
    ],
    "holds long text": [`INPUT_MISMATCH holds "${"b".repeat(60)}..." at`, () => hostTensor(["b".repeat(70) as never])],
    "holds nothing": ["INPUT_MISMATCH holds null at its top", () => hostTensor(null as never)],
    "holds a hole": [
      "INPUT_MISMATCH holds undefined (or a hole) at element [1]",
      () => hostTensor([1, undefined as never]),
    ],
    "holds an object": ["INPUT_MISMATCH holds a record at element [0]", () => hostTensor([{} as never])],
    "holds a function": ["INPUT_MISMATCH holds a function at element [0]", () => hostTensor([(() => 1) as never])],
    "holds a bigint": ["INPUT_MISMATCH holds 3n at element [0]", () => hostTensor([3n as never])],
    "holds a row for an element": ["INPUT_MISMATCH holds [2] at element [1]", () => hostTensor([1, [2]])],
    "holds an element for a row": [
      "INPUT_MISMATCH holds 2 at element [1], where a row of 1 is wanted",
      () => hostTensor([[1], 2]),
    ],
    "is beyond f32": ["INPUT_MISMATCH holds 1e+39", () => hostTensor([1e39])],
    "is beyond i32": [
      "INPUT_MISMATCH holds 2147483648 at element [0], and i32 takes whole numbers",
      () => hostTensor([2147483648], [1], "i32"),
    ],
    "is a fraction for i32": ["INPUT_MISMATCH holds 0.5 at", () => hostTensor([0.5], [1], "i32")],
    "is beyond u8": [
      "INPUT_MISMATCH holds 256 at element [0, 1], and u8 takes whole numbers from 0 to 255",
      () => hostTensor(new Float32Array([0, 256]), [1, 2], "u8"),
    ],
    "is no bool": [
      "INPUT_MISMATCH holds 2 at element [1], and bool takes true, false, 1 and 0",
      () => hostTensor([1, 2], [2], "bool"),
    ],
    "is a bool for f32": ["INPUT_MISMATCH holds true at element [0]", () => hostTensor([true])],
    "is nested without end": [
      "INPUT_MISMATCH is nested deeper than 64 arrays",
      () => {
        const loop: unknown[] = [];
        loop.push(loop);
        hostTensor(loop as never);
      },
    ],
    "has ragged rows": [
      "INPUT_MISMATCH what stands at [1] has 1 elements, where the first rows make the shape [2, 2]",
      () => nestedShape([[1, 2], [3]]),
    ],
    "has an element for a row": ["INPUT_MISMATCH what stands at [1] is no array", () => nestedShape([[1], 2])],
    "has a row for an element": ["INPUT_MISMATCH what stands at [1] has 1 elements", () => nestedShape([1, [2]])],
    "is a tensor of the trace": [
      "ARGUMENT_INVALID constant: takes data",
      () => trace({ x: f32(1) }, ({ x }) => constant(x as never)),
    ],
    "is a tensor made by hand without data": [
      "INPUT_MISMATCH has no typed array as its data",
      () => trace({}, () => constant({ shape: [1], dtype: "f32" } as never)),
    ],
    "is a tensor made by hand of another size": [
      "INPUT_MISMATCH has 1 elements, and f32[2] has 2",
      () => trace({}, () => constant({ shape: [2], dtype: "f32", data: new Float32Array(1) })),
    ],
  });

  it("and no other", () => {
    const types = [new Float32Array(2), new Float64Array(2), new Int32Array(2), new Uint8Array(2)];
    expect(types.map((data) => hostTensor(data).dtype)).toEqual(["f32", "f64", "i32", "u8"]);
    expect(types.map((data) => (trace({}, () => constant(data)).result as { dtype: string }).dtype)).toEqual([
      "f32",
      "f64",
      "i32",
      "u8",
    ]);
    expect(hostTensor([[true, false]], [1, 2], "bool").data).toEqual(Uint8Array.of(1, 0));
    expect(hostTensor([-2147483648, 2147483647], [2], "i32").data).toEqual(Int32Array.of(-2147483648, 2147483647));
    expect(hostTensor([0, 255], [2], "u8").data).toEqual(Uint8Array.of(0, 255));
    expect([...hostTensor([NaN, -Infinity, 3e38]).data]).toEqual([NaN, -Infinity, Math.fround(3e38)]);
    const wide = hostTensor(new Float32Array([1, 2, 3, 4]), [2, 2], "f64");
    expect([wide.data, toNested(wide)]).toEqual([
      Float64Array.of(1, 2, 3, 4),
      [
        [1, 2],
        [3, 4],
      ],
    ]);
    expect(toNested(hostTensor([[], []], [2, 0]))).toEqual([[], []]);
    expect(toNested(hostTensor([1, 0], [2], "bool"))).toEqual([true, false]);
    expect(nestedShape([[[1, 2]], [[3, 4]]])).toEqual([2, 1, 2]);
    expect(nestedShape(5)).toEqual([]);
    const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)]);
    expect(nestedShape(deep(64) as never)).toHaveLength(64);
  });
});
