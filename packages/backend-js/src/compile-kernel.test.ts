/** Emitted JavaScript against the interpreter, bit for bit: scalar functions, rows, modes, and whatever is made of them. */
import {
  constantScalar,
  Index,
  indexScalar,
  isFloat,
  Scalar,
  select,
  type Combine,
  type DType,
  type LoopIndex,
  type TypedArray,
} from "@rensa/core";
import {
  scalarFunctions,
  Sharing,
  type RowKernel,
  type ScalarFunctionName,
  type ScatterKernel,
} from "@rensa/core/compiler";
import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { canGenerate, compileKernel } from "./compile-kernel.ts";
import {
  loop,
  at,
  load,
  guard,
  store,
  base,
  type Inputs,
  buffersOf,
  expectSameBits,
  numbers,
  i,
  j,
  k,
} from "../test/kernels.ts";

const reduce = (combine: Combine, indices: readonly LoopIndex[], value: Scalar): Scalar =>
  new Scalar({ kind: "reduce", combine, indices, value }, value.dtype);

const rowKernel = (inputs: Inputs, rows: readonly LoopIndex[], ...stages: RowKernel["stages"]): RowKernel => ({
  ...base,
  kind: "rows",
  buffers: buffersOf(inputs),
  rows,
  stages,
});

const specials: Readonly<Record<DType, readonly number[]>> = {
  f32: [0, -0, 1, -1, 0.5, 1.5, 2.5, -2.5, 0.3, -7.25, 3e9, 1e-40, NaN, Infinity, -Infinity],
  f64: [0, -0, 1, -1, 0.5, 1.5, 2.5, -2.5, 0.1, -7.3, 1e300, 5e-324, NaN, Infinity, -Infinity],
  i32: [0, 1, -1, 2, -2, 7, -7, 31, 33, 65537, 2147483647, -2147483648],
  u8: [0, 1, 2, 3, 7, 8, 127, 128, 200, 255],
  bool: [0, 1],
};

const dtypes = Object.keys(specials) as readonly DType[];

describe("every scalar function gives the interpreter's bits on special values", () => {
  const arrayOf = (dtype: DType, values: readonly number[]): TypedArray => {
    if (isFloat(dtype)) return Float64Array.from(values);
    return dtype === "i32" ? Int32Array.from(values) : Uint8Array.from(values);
  };

  function check(name: ScalarFunctionName, from: DType, to: DType): void {
    const values = specials[from];
    const pairs = values.flatMap((a) => values.map((b) => [a, b] as const));
    const i = loop("i", pairs.length);
    const [a, b] = [load("a", at(i), from), load("b", at(i), from)];
    const condition = load("c", at(i), "bool");
    const operands = name === "select" ? [condition, a, b] : [a, b].slice(0, scalarFunctions[name].arity);
    const dtype = scalarFunctions[name].result === "bool" ? "bool" : to;
    const inputs = {
      a: arrayOf(
        from,
        pairs.map(([first]) => first),
      ),
      b: arrayOf(
        from,
        pairs.map(([, second]) => second),
      ),
      c: Uint8Array.from(pairs, (_, k) => k % 2),
      y: new Float64Array(pairs.length),
    };
    const result = new Scalar({ kind: "call", name, inputs: operands }, dtype);
    expectSameBits(rowKernel(inputs, [i], { axes: [], stores: [store("y", at(i), result)] }), inputs);
  }

  for (const name of Object.keys(scalarFunctions) as readonly ScalarFunctionName[]) {
    test(name, () => {
      const { domain } = scalarFunctions[name];
      for (const from of dtypes) {
        if (domain === "float" ? !isFloat(from) : domain === "integer" && isFloat(from)) continue;
        if (name === "convert") for (const to of dtypes) check(name, from, to);
        else check(name, from, from);
      }
    });
  }

  test("constants -0, NaN and the infinities read back as themselves, also under a sign", () => {
    const values = [-0, 0, Number.NaN, Infinity, -Infinity, -3, 1e-7];
    const inputs = { y: new Float64Array(values.length * 2) };
    const stores = values.flatMap((value, k) => [
      store("y", Index.constant(2 * k), constantScalar(value, "f64")),
      store("y", Index.constant(2 * k + 1), constantScalar(value, "f64").neg().sub(constantScalar(value, "f64"))),
    ]);
    expectSameBits(rowKernel(inputs, [], { axes: [], stores }), inputs);
  });
});

const softmaxInputs = { x: numbers(12), y: new Float32Array(12) };

function softmax(): RowKernel {
  const x = (axis: LoopIndex): Scalar => load("x", at(i).mul(4).add(at(axis)));
  const largest = reduce("max", [k], x(k));
  const total = reduce("sum", [k], x(k).sub(largest).exp());
  const stores = [store("y", at(i).mul(4).add(at(j)), x(j).sub(largest).exp().div(total))];
  return rowKernel(softmaxInputs, [i], { axes: [j], stores });
}

describe("row kernels", () => {
  test("a softmax is one function to be read", () => {
    const y = expectSameBits(softmax(), softmaxInputs).get("y") ?? [];
    for (const row of [0, 1, 2]) expect([0, 1, 2, 3].reduce((sum, c) => sum + (y[row * 4 + c] ?? 0), 0)).toBeCloseTo(1);
    expect(compileKernel(softmax(), { mode: "emit" }).source).toMatchInlineSnapshot(`
      "(x, y) => {
        return function kernel_0() {
          for (let i = 0; i < 3; i++) {
            const at0 = i * 4;
            let max1 = -Infinity;
            for (let k = 0; k < 4; k++) {
              const v2 = x[k + at0];
              max1 = Math.max(max1, v2);
            }
            let sum3 = 0;
            for (let k = 0; k < 4; k++) {
              const v4 = x[k + at0];
              sum3 += Math.exp(v4 - max1);
            }
            for (let j = 0; j < 4; j++) {
              y[j + at0] = Math.exp(x[j + at0] - max1) / sum3;
            }
          }
        };
      }"
    `);
  });

  test("pads, gathers, selects and reads indices", () => {
    const inputs = { x: numbers(16), ids: Int32Array.of(3, 0, 2), y: new Float32Array(12), z: new Int32Array(12) };
    const padded = guard([[at(i).add(at(j)).sub(2), 0, 3]], load("x", at(i).add(at(j)).sub(2)));
    const row = new Sharing().computed(load("ids", at(i), "i32"), 0, 3);
    const gathered = load("x", row.mul(4).add(at(j)));
    const place = at(i).mul(4).add(at(j));
    const counted = indexScalar(place.div(5))
      .mul(indexScalar(place.mod(3)))
      .sub(indexScalar(place.sub(7).mod(4)));
    const stores = [
      store("y", place, select(gathered.gt(0), padded, gathered.mul(padded))),
      store("z", place, counted),
    ];
    expectSameBits(rowKernel(inputs, [i, j], { axes: [], stores }), inputs);
  });

  test("scatters with bounds, in floats and wrapping integers", () => {
    const ids = Int32Array.of(2, -1, 2, 0, 7);
    const over = loop("k", 5);
    for (const [x, y, dtype] of [
      [numbers(5), new Float32Array(3), "f32"],
      [Uint8Array.of(200, 1, 100, 3, 4), new Uint8Array(3), "u8"],
    ] as const) {
      const inputs = { ids, x, y };
      const place = new Sharing().computed(load("ids", at(over), "i32"), 0, 2);
      const kernel: ScatterKernel = {
        ...base,
        kind: "scatter",
        buffers: buffersOf(inputs),
        axes: [i],
        initial: store("y", at(i), constantScalar(1, dtype)),
        over: [over],
        bounds: [{ index: place, lower: 0, upper: 3 }],
        addition: store("y", place, load("x", at(over), dtype)),
      };
      expectSameBits(kernel, inputs);
    }
  });

  test("names of values become identifiers, whatever they are", () => {
    const hostile = ["x", "x)", "while", "Math", "1", "v0", "i", "`${alert()}`", "runtime"];
    const inputs = Object.fromEntries([
      ...hostile.map((name, seed) => [name, numbers(3, seed)]),
      ["y", new Float32Array(3)],
    ]) as Inputs;
    const total = hostile.map((name) => load(name, at(i))).reduce((sum, each) => sum.mul(sum).add(each.erf()));
    expectSameBits(rowKernel(inputs, [i], { axes: [], stores: [store("y", at(i), total)] }), inputs);
  });
});

describe("modes", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  test("interprets with the same bits and no source", () => {
    const compiled = compileKernel(softmax(), { mode: "interpret" });
    const [x, y] = [softmaxInputs.x, new Float32Array(12)];
    compiled.bind(
      new Map([
        ["x", x],
        ["y", y],
      ]),
    )();
    expect(compiled.source).toBeNull();
    expect(y).toEqual(expectSameBits(softmax(), softmaxInputs).get("y"));
  });

  test("says that code is forbidden, and that an array is missing", () => {
    expect(canGenerate()).toBe(true);
    expect(() => compileKernel(softmax(), { mode: "emit" }).bind(new Map())).toThrow("is not bound");
    vi.stubGlobal("Function", function forbidden() {
      throw new EvalError("unsafe-eval");
    });
    expect(canGenerate()).toBe(false);
    expect(() => compileKernel(softmax(), { mode: "emit" })).toThrow("interpret");
  });
});

test("any expression means the same emitted and interpreted", () => {
  const indices = [i, j, k];
  const index = fc
    .tuple(
      fc.constantFrom(...indices),
      fc.constantFrom(...indices),
      fc.integer({ min: -3, max: 2 }),
      fc.integer({ min: 1, max: 3 }),
    )
    .map(([a, b, offset, divisor]) => at(a).mul(2).add(at(b)).add(offset).div(divisor));
  // Within their bounds: what is read outside a buffer without a guard is not defined.
  const inside = (offset: Index): Scalar => guard([[offset, 0, 9]], load("x", offset));
  const { expression } = fc.letrec<{ expression: Scalar }>((tie) => {
    const two = fc.tuple(tie("expression"), tie("expression"));
    const combines = fc.constantFrom<Combine>("sum", "max", "min", "product");
    return {
      expression: fc.oneof(
        { maxDepth: 5, withCrossShrink: true },
        index.map(inside),
        fc.constantFrom(0.5, -1, -0, Infinity).map((value) => constantScalar(value, "f32")),
        index.map((value) => indexScalar(value).rem(3).to("f32")),
        two.map(([a, b]) => a.sub(b)),
        two.map(([a, b]) => a.mul(b).max(a)),
        two.map(([a, b]) => select(a.lt(b), a, b.neg())),
        two.map(([a, b]) => a.to("i32").xor(b.to("i32")).shiftRight(1).to("f32")),
        fc.tuple(index, tie("expression")).map(([bound, value]) => guard([[bound, 0, 3]], value)),
        fc
          .tuple(combines, fc.constantFrom(...indices), tie("expression"))
          .map(([combine, over, value]) => reduce(combine, [over], value)),
      ),
    };
  });
  fc.assert(
    fc.property(expression, expression, (first, second) => {
      const inputs = { x: numbers(9), y: new Float64Array(12), z: new Float64Array(12) };
      const place = at(i).mul(4).add(at(j));
      const [a, b] = [reduce("sum", [k], first), reduce("sum", [k], second)];
      const stores = [store("y", place, a.add(b)), store("z", place, a.mul(0.5))];
      expectSameBits(rowKernel(inputs, [i], { axes: [j], stores }), inputs);
    }),
    { numRuns: 200 },
  );
});
