/** Programs called in ways that they are not made for: data that are no tensors, and runs inside runs. */
import { jsBackend } from "@rensa/backend-js";
import { wasmBackend } from "@rensa/backend-wasm";
import { add, mul } from "@rensa/ops";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StatefulProgram } from "@rensa/core";
import {
  constant,
  createEngine,
  defineOp,
  f32,
  hostTensor,
  i32,
  RensaError,
  toNested,
  trace,
  type DType,
  type Shape,
  type Tensor,
} from "../src/index.ts";
import { dtypes, sizeOf, tensorType, type NestedArray } from "@rensa/core";

const backends = [jsBackend(), wasmBackend({ threads: 1 })];

function caught(call: () => unknown): RensaError {
  try {
    call();
  } catch (error) {
    if (error instanceof RensaError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

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

describe.each(backends)("a program of $name that is called while it runs", (backend) => {
  type Called = StatefulProgram<
    { readonly x: ReturnType<typeof f32> },
    { readonly y: unknown },
    { readonly count: ReturnType<typeof f32> }
  >;

  /** A program that has state and a host op which calls `inside`. */
  async function calling(inside: (program: Called) => unknown): Promise<Called> {
    let program: Called | null = null;
    const hook = defineOp({
      name: "hook",
      forward: {
        host: {
          types: ([x]) => [x],
          run: ([x], [y]) => {
            y?.data.set(x.data);
            if (program !== null) inside(program);
          },
        },
      },
      nonDifferentiable: "a test",
      call: (apply) => (x: Tensor) => apply([x]),
    });
    const traced = trace({ count: f32(), x: f32(3) }, ({ count, x }) => ({
      count: add(count, 1),
      y: add(mul(hook(mul(x, 2)), 10), x),
    }));
    program = await createEngine({ backend }).compile(traced, { state: ["count"] });
    return program;
  }

  const wanted = [21, 42, 63];
  const calls: Readonly<Record<string, (program: Called) => unknown>> = {
    run: (program) => program.run({ x: [7, 7, 7] }),
    readNow: (program) => program.store.readNow(),
    write: (program) => {
      program.store.write({ count: hostTensor(5) });
    },
  };

  for (const [name, call] of Object.entries(calls)) {
    it(`refuses ${name} from its host op, and computes as if nothing had been`, async () => {
      const program = await calling((inner) => {
        expect(caught(() => call(inner)).code).toBe("PROGRAM_BUSY");
      });
      const result = program.run({ x: [1, 2, 3] }) as { y: { data: Float32Array } };
      expect([...result.y.data]).toEqual(wanted);
      expect(program.store.readNow("count").data[0]).toBe(1);
    });

    it(`fails with PROGRAM_BUSY where its host op lets ${name} fail, and runs again afterwards`, async () => {
      let isCalling = true;
      const program = await calling((inner) => {
        if (isCalling) call(inner);
      });
      const error = caught(() => program.run({ x: [1, 2, 3] }));
      expect([error.code, error.op]).toEqual(["PROGRAM_BUSY", "hook"]);
      isCalling = false;
      const result = program.run({ x: [1, 2, 3] }) as { y: { data: Float32Array } };
      expect([...result.y.data]).toEqual(wanted);
    });
  }

  it("refuses runAsync from its host op, and takes two runAsync one after the other", async () => {
    let isCalling = true;
    const refused: unknown[] = [];
    const program = await calling((inner) => {
      if (!isCalling) return;
      isCalling = false;
      refused.push(
        inner.runAsync({ x: [7, 7, 7] }).then(
          () => null,
          (error: unknown) => error,
        ),
      );
    });
    const runs = [program.runAsync({ x: [1, 2, 3] }), program.runAsync({ x: [2, 4, 6] })];
    const results = (await Promise.all(runs)) as { y: { data: Float32Array } }[];
    expect(results.map(({ y }) => [...y.data])).toEqual([wanted, wanted.map((value) => 2 * value)]);
    expect(await Promise.all(refused)).toMatchObject([{ code: "PROGRAM_BUSY" }]);
    expect(program.store.readNow("count").data[0]).toBe(2);
  });

  it("may run another program, and be run from data that call it", async () => {
    const other = await calling(() => undefined);
    const program = await calling(() => other.run({ x: [5, 5, 5] }));
    const x = {
      get x() {
        program.run({ x: [9, 9, 9] });
        return [1, 2, 3];
      },
    };
    const result = program.run(x) as { y: { data: Float32Array } };
    expect([...result.y.data]).toEqual(wanted);
    expect(program.store.readNow("count").data[0]).toBe(2);
  });
});
