/** Data that are no tensors: refused with their place, before anything changes. */
import { jsBackend } from "@rensa/backend-js";
import { wasmBackend } from "@rensa/backend-wasm";
import { add, mul } from "@rensa/ops";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RensaError } from "../src/index.ts";
import { constant, createEngine, f32, hostTensor, i32, toNested, trace, type DType, type Shape } from "../src/index.ts";
import { dtypes, sizeOf, tensorType, type NestedArray } from "@rensa/core";
import { caught } from "./caught.ts";

const backends = [jsBackend(), wasmBackend({ threads: 1 })];

const shapes: fc.Arbitrary<Shape> = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 });

const anyDType = fc.constantFrom(...dtypes);

/** Numbers that a dtype holds, and what it does not. */
const held: Readonly<Record<DType, readonly number[]>> = {
  f32: [0, -1.5, 3e38, Infinity, NaN],
  f64: [0, -1.5, 1e300, NaN],
  i32: [0, -(2 ** 31), 2 ** 31 - 1],
  u8: [0, 255],
  bool: [0, 1],
};

const never: readonly unknown[] = [
  undefined,
  null,
  "1",
  "a",
  {},
  1n,
  Symbol("x"),
  () => 1,
  new Date(0),
  new Float32Array(1),
];

const unfit: Readonly<Record<DType, readonly unknown[]>> = {
  f32: [...never, 1e39, true],
  f64: [...never, false],
  i32: [...never, 2.5, 3e9, -3e9, NaN, Infinity, true],
  u8: [...never, -1, 256, 0.5, NaN, false],
  bool: [...never, 2, -1, 0.5, NaN],
};

/** A tensor's nested arrays with one element put in place of another; a hole where it is to be one. */
function withElement(nested: NestedArray, place: readonly number[], value: unknown, isHole: boolean): unknown {
  const [first, ...rest] = place;
  if (first === undefined) return value;
  const rows = nested as readonly NestedArray[];
  const copy = new Array<unknown>(rows.length);
  rows.forEach((row, at) => {
    if (at !== first) copy[at] = row;
    else if (!isHole || rest.length > 0) copy[at] = withElement(row, rest, value, isHole);
  });
  return copy;
}

interface Wrong {
  readonly shape: Shape;
  readonly dtype: DType;
  readonly place: readonly number[];
  readonly data: unknown;
}

/** Data of which one element is wrong. */
const wrong: fc.Arbitrary<Wrong> = fc
  .record({ shape: shapes, dtype: anyDType, seed: fc.nat(), isHole: fc.boolean() })
  .map(({ shape, dtype, seed, isHole }) => {
    const choices = held[dtype];
    const values = Array.from({ length: sizeOf(shape) }, (_, at) => choices[(seed + at) % choices.length] ?? 0);
    const nested = toNested(hostTensor(values, shape, dtype));
    const place = shape.map((extent, axis) => (seed >> axis) % extent);
    const value = unfit[dtype][seed % unfit[dtype].length];
    return { shape, dtype, place, data: withElement(nested, place, value, isHole) };
  });

function expectRefused(error: RensaError, { place }: Wrong): void {
  expect(error.code).toBe("INPUT_MISMATCH");
  expect(error.message).toContain(`at element [${place.join(", ")}]`);
}

describe("data that are no tensors", () => {
  it("are refused by hostTensor and constant, with their place", () => {
    fc.assert(
      fc.property(wrong, (each) => {
        const { shape, dtype, data } = each;
        if (Array.isArray(data))
          expectRefused(
            caught(() => hostTensor(data as NestedArray, shape, dtype)),
            each,
          );
        if (Array.isArray(data) && dtype === "f32") {
          expectRefused(
            caught(() => trace({}, () => constant(data as NestedArray))),
            each,
          );
        }
      }),
    );
  });

  it("are refused by run and write before anything changes, however the inputs are nested", async () => {
    await fc.assert(
      fc.asyncProperty(wrong, async (each) => {
        const { shape, dtype, data } = each;
        const type = tensorType(dtype, shape);
        const traced = trace({ state: type, batch: { parts: [f32(), type] } }, ({ state, batch }) => ({
          state,
          copy: batch.parts[1],
          sum: add(batch.parts[0], 1),
        }));
        const program = await createEngine({ backend: backends[0] as never }).compile(traced, {
          passes: [],
          state: ["state"],
        });
        const good = hostTensor(new Array<number>(sizeOf(shape)).fill(1), shape, dtype);
        program.store.write({ state: good });
        expectRefused(
          caught(() => program.run({ batch: { parts: [7, data] } } as never)),
          each,
        );
        expectRefused(
          caught(() => {
            program.store.write({ state: data as never });
          }),
          each,
        );
        expect(program.store.readNow("state")).toEqual(good);
        const { copy, sum } = program.run({ batch: { parts: [1, good] } } as never);
        expect([copy, sum.data[0]]).toEqual([good, 2]);
      }),
      { numRuns: 60 },
    );
  });

  it("are refused where rows are ragged, typed arrays of another length, or host tensors made by hand", async () => {
    const program = await createEngine({ backend: backends[0] as never }).compile(
      trace({ x: f32(2, 3), n: i32(2) }, ({ x, n }) => ({ x: mul(x, 2), n })),
    );
    const x = [
      [1, 2, 3],
      [4, 5, 6],
    ];
    const n = [1, 2];
    const bad: readonly (readonly [unknown, RegExp])[] = [
      [
        {
          x: [
            [1, 2, 3],
            [4, 5],
          ],
          n,
        },
        /\[1\] has 2/,
      ],
      [{ x: [[1, 2, 3], 4], n }, /4 at element \[1\]/],
      [
        {
          x: [
            [1, 2, 3],
            [4, 5, [6]],
          ],
          n,
        },
        /\[6\] at element \[1, 2\]/,
      ],
      [{ x: new Float32Array(5), n }, /5 elements/],
      [{ x: new Float32Array(7), n }, /7 elements/],
      [{ x: new BigInt64Array(6), n }, /object/],
      [{ x: new DataView(new ArrayBuffer(24)), n }, /object/],
      [{ x: { shape: [2, 3], dtype: "f32", data: "abcdef" }, n }, /typed array/],
      [{ x: { shape: [2, 3], dtype: "f32", data: [1, 2, 3, 4, 5, 6] }, n }, /typed array/],
      [{ x: { shape: [2, 3], dtype: "f32", data: new Float32Array(5) }, n }, /5 elements/],
      [{ x: { shape: [2, 3], dtype: "f32" }, n }, /typed array/],
      [{ x: null, n }, /null/],
      [{ x: "abc", n }, /string/],
      [{ x: 1, n }, /number/],
      [{ x, n: new Float32Array([1, 2.5]) }, /2.5 at element \[1\]/],
      [{ x, n: new Float64Array([3e9, 1]) }, /3000000000 at element \[0\]/],
      [{ x, n: { shape: [2], dtype: "i32", data: new Float32Array([NaN, 0]) } }, /NaN at element \[0\]/],
    ];
    for (const [data, message] of bad) {
      const error = caught(() => program.run(data as never));
      expect([error.code, error.message]).toEqual(["INPUT_MISMATCH", expect.stringMatching(message)]);
    }
    const scalar = await createEngine({ backend: backends[0] as never }).compile(
      trace({ x: f32() }, ({ x }) => mul(x, 2)),
    );
    for (const value of unfit.f32.filter((each) => each !== undefined && !ArrayBuffer.isView(each))) {
      expect(caught(() => hostTensor(value as never)).code).toBe("INPUT_MISMATCH");
      expect(caught(() => scalar.run({ x: value } as never)).code).toBe("INPUT_MISMATCH");
    }
    const endless: unknown[] = [];
    endless[0] = endless;
    expect(caught(() => program.run({ x: endless, n } as never)).code).toBe("INPUT_MISMATCH");
    expect(caught(() => hostTensor(endless as never)).code).toBe("INPUT_MISMATCH");
    expect(caught(() => trace({}, () => constant({ shape: [2], dtype: "f32", data: new Float32Array(3) }))).code).toBe(
      "INPUT_MISMATCH",
    );
    expect([...program.run({ x, n: new Float64Array([1, 2]) }).n.data]).toEqual([1, 2]);
  });
});
