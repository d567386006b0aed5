/** Kernels, lowered and interpreted, against their definition: every store's expression evaluated element by element. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DType, TypedArray } from "../../graph/dtype.ts";
import { Index, type IndexAtom, type LoopIndex } from "../../expression/index-map.ts";
import { constantScalar, indexScalar, Scalar, select } from "../../expression/scalar.ts";
import type { Combine } from "../../expression/scalar-function.ts";
import { combinationOf, functionOf, startOf } from "./apply-function.ts";
import { interpretKernel } from "./interpret.ts";
import type { ContractionKernel, RowKernel, ScatterKernel, ElementStore } from "../kernel.ts";
import type { Statement } from "../nests/loop-nest.ts";
import { lowerToNest } from "../nests/lower-nest.ts";
import { Sharing } from "../sharing.ts";

const base = { name: "kernel_0", nodes: [], buffers: [] };
const loop = (name: string, extent: number): LoopIndex => ({ kind: "loop", name, extent });
const at = (index: LoopIndex): Index => Index.of(index);
const load = (buffer: string, offset: Index, dtype: DType = "f32"): Scalar =>
  new Scalar({ kind: "load", buffer, offset }, dtype);
const reduce = (combine: Combine, indices: readonly LoopIndex[], value: Scalar): Scalar =>
  new Scalar({ kind: "reduce", combine, indices, value }, value.dtype);
const guard = (index: Index, lower: number, upper: number, value: Scalar, otherwise = 0): Scalar => {
  const other = constantScalar(otherwise, value.dtype);
  return new Scalar({ kind: "guard", bounds: [{ index, lower, upper }], value, otherwise: other }, value.dtype);
};
const rows = (axes: readonly LoopIndex[], ...stages: RowKernel["stages"]): RowKernel => ({
  ...base,
  kind: "rows",
  rows: axes,
  stages,
});
const store = (buffer: string, offset: Index, value: Scalar): ElementStore => ({ buffer, offset, value });
const numbers = (length: number, seed = 1): Float32Array =>
  Float32Array.from({ length }, (_, k) => Math.sin(seed * 12.9898 + k * 78.233) * 3);

const [i, j, k, m] = [loop("i", 3), loop("j", 4), loop("k", 5), loop("m", 2)];

type Arrays = Map<string, TypedArray>;
type Environment = ReadonlyMap<string, number>;

/** The definition: no sharing, no hoisting. */
function evaluate(scalar: Scalar, arrays: Arrays, at: Environment): number {
  const { expression, dtype } = scalar;
  const inner = (child: Scalar): number => evaluate(child, arrays, at);
  switch (expression.kind) {
    case "constant":
      return expression.value;
    case "load":
      return arrays.get(expression.buffer)?.[evaluateIndex(expression.offset, arrays, at)] ?? 0;
    case "index":
      return evaluateIndex(expression.index, arrays, at);
    case "local":
      return at.get(expression.name) ?? Number.NaN;
    case "call": {
      const [a = 0, b = 0, c = 0] = expression.inputs.map(inner);
      return functionOf(expression.name, expression.inputs.at(-1)?.dtype ?? dtype, dtype)(a, b, c);
    }
    case "guard": {
      const holds = expression.bounds.every(({ index, lower, upper }) => {
        const value = evaluateIndex(index, arrays, at);
        return value >= lower && value < upper;
      });
      return inner(holds ? expression.value : expression.otherwise);
    }
    case "reduce": {
      let total = startOf(expression.combine, dtype);
      const combine = combinationOf(expression.combine, dtype);
      forEach(
        expression.indices,
        at,
        (inside) => (total = combine(total, evaluate(expression.value, arrays, inside), 0)),
      );
      return total;
    }
  }
}

function evaluateIndex(index: Index, arrays: Arrays, at: Environment): number {
  const atom = (each: IndexAtom): number => {
    if (each.kind === "loop") return at.get(each.name) ?? Number.NaN;
    if (each.kind === "computed") return evaluate(each.value, arrays, at);
    const quotient = Math.floor(evaluateIndex(each.index, arrays, at) / each.divisor);
    return each.kind === "quotient" ? quotient : evaluateIndex(each.index, arrays, at) - quotient * each.divisor;
  };
  return index.terms.reduce((sum, term) => sum + term.coefficient * atom(term.atom), index.constant);
}

function forEach(axes: readonly LoopIndex[], at: Environment, body: (at: Environment) => void): void {
  const [axis, ...others] = axes;
  if (axis === undefined) return body(at);
  for (let value = 0; value < axis.extent; value++) forEach(others, new Map([...at, [axis.name, value]]), body);
}

function expectDefinition(kernel: RowKernel, inputs: Readonly<Record<string, TypedArray>>): void {
  const copy = (): Arrays => new Map(Object.entries(inputs).map(([name, array]) => [name, array.slice()]));
  const [expected, actual] = [copy(), copy()];
  forEach(kernel.rows, new Map(), (row) => {
    for (const { axes, stores } of kernel.stages) {
      const writes: (() => void)[] = [];
      forEach(axes, row, (inside) => {
        for (const { buffer, offset, value } of stores) {
          const [place, result] = [evaluateIndex(offset, expected, inside), evaluate(value, expected, inside)];
          writes.push(() => ((expected.get(buffer) ?? new Float32Array())[place] = result));
        }
      });
      writes.forEach((write) => {
        write();
      });
    }
  });
  interpretKernel(kernel, actual);
  for (const [name, array] of expected) expect(actual.get(name), name).toEqual(array);
}

function outline(statements: readonly Statement[]): string {
  return statements
    .map((s) => {
      if (s.kind === "loop") return `${s.index.name}{${outline(s.body)}}`;
      return s.kind === "when" ? `when{${outline(s.body)}}` : s.kind;
    })
    .join(" ");
}

const softmax = (): RowKernel => {
  const x = (axis: LoopIndex): Scalar => load("x", at(i).mul(4).add(at(axis)));
  const largest = reduce("max", [k4], x(k4));
  const total = reduce("sum", [k4], x(k4).sub(largest).exp());
  return rows([i], { axes: [j], stores: [store("y", at(i).mul(4).add(at(j)), x(j).sub(largest).exp().div(total))] });
};
const k4 = loop("k", 4);

describe("lowerToNest", () => {
  test("computes a softmax's maximum and sum once per row", () => {
    expect(outline(lowerToNest(softmax()))).toBe(
      "i{define accumulator k{define update} accumulator k{define update} j{store}}",
    );
    expectDefinition(softmax(), { x: numbers(12), y: new Float32Array(12) });
  });

  test("computes a loss once per kernel and broadcasts it", () => {
    const loss = reduce("sum", [i, k], load("x", at(i).mul(5).add(at(k))).mul(0.5));
    const kernel = rows([j], { axes: [], stores: [store("y", at(j), loss.add(load("z", at(j))))] });
    expect(outline(lowerToNest(kernel))).toBe("accumulator i{define k{update}} j{store}");
    expectDefinition(kernel, { x: numbers(15), y: new Float32Array(4), z: numbers(4, 2) });
  });

  test("shares one loop among independent reductions over the same indices, and their loads", () => {
    const x = load("x", at(i).mul(5).add(at(k)));
    const sums = [reduce("sum", [k], x), reduce("sum", [k], x.mul(x)), reduce("max", [k], x)];
    const stores = sums.map((sum, at3) => store("y", at(i).mul(3).add(at3), sum));
    const kernel = rows([i], { axes: [], stores });
    expect(outline(lowerToNest(kernel))).toMatch(
      /^i\{define accumulator accumulator accumulator k\{define update update update\}/,
    );
    expectDefinition(kernel, { x: numbers(15), y: new Float32Array(9) });
  });

  test("nests a reduction in a reduction, and hoists it out of loops that it does not depend on", () => {
    const inner = reduce("sum", [m], load("x", at(k).mul(2).add(at(m))));
    const outer = reduce("max", [k], inner.mul(load("w", at(i).mul(5).add(at(k)))));
    expectDefinition(rows([i], { axes: [], stores: [store("y", at(i), outer)] }), {
      x: numbers(10),
      w: numbers(15, 3),
      y: new Float32Array(3),
    });
    const free = reduce("sum", [k], reduce("max", [m], load("x", at(m))).mul(load("w", at(k))));
    const kernel = rows([], { axes: [], stores: [store("y", Index.constant(0), free)] });
    expect(outline(lowerToNest(kernel))).toBe("accumulator m{update} accumulator k{update} store");
  });

  test("computes a guarded reduction under its guard", () => {
    const total = reduce("sum", [k], load("x", at(i).mul(5).add(at(k)).sub(5)).exp());
    const kernel = rows([i], {
      axes: [j],
      stores: [store("y", at(i).mul(4).add(at(j)), guard(at(i), 1, 3, total, -1))],
    });
    expect(outline(lowerToNest(kernel))).toMatch(/^i\{.*accumulator when\{k\{update\}\}/);
    expectDefinition(kernel, { x: numbers(10), y: new Float32Array(12) });
  });

  test("does not use a bound of an inner loop for what it hoists out of that loop", () => {
    const total = reduce("sum", [k], load("x", at(i).mul(5).add(at(k))));
    const value = guard(at(j), 1, 3, total.exp().mul(load("w", at(j))));
    const kernel = rows([i], { axes: [j], stores: [store("y", at(i).mul(4).add(at(j)), value)] });
    expectDefinition(kernel, { x: numbers(15), w: numbers(4), y: new Float32Array(12) });
  });

  test("keeps the order of stages where one reads what another of its row wrote", () => {
    const t = at(i).mul(4);
    const normal = load("t", t.add(at(j))).div(reduce("sum", [k4], load("t", t.add(at(k4)))));
    const kernel = rows(
      [i],
      { axes: [j], stores: [store("t", t.add(at(j)), load("x", t.add(at(j))).exp())] },
      { axes: [j], stores: [store("y", t.add(at(j)), normal)] },
      { axes: [j], stores: [store("t", t.add(at(j)), load("t", t.add(at(j))).mul(2))] },
    );
    expectDefinition(kernel, { x: numbers(12), t: new Float32Array(12), y: new Float32Array(12) });
  });

  test("reads again what a stage changed in place, also with a single row", () => {
    const x = load("x", Index.constant(0));
    const first = { axes: [], stores: [store("x", Index.constant(0), x.mul(2)), store("y", Index.constant(0), x)] };
    const second = { axes: [], stores: [store("z", Index.constant(0), x.mul(x))] };
    for (const axes of [[], [loop("r", 1)]]) {
      const kernel = rows(axes, first, second);
      expectDefinition(kernel, { x: numbers(1), y: new Float32Array(1), z: new Float32Array(1) });
    }
  });

  test("lowers two loops of the same name apart", () => {
    const total = reduce("sum", [k], load("x", at(k)));
    const scaled = reduce("max", [k], load("x", at(k)).mul(total));
    const nested = reduce("sum", [k], load("x", at(k)).mul(reduce("max", [k], load("x", at(k)).mul(load("w", at(k))))));
    const kernel = rows([], {
      axes: [],
      stores: [store("y", Index.constant(0), scaled), store("y", Index.constant(1), nested)],
    });
    expectDefinition(kernel, { x: numbers(5), w: numbers(5, 2), y: new Float32Array(2) });
  });

  test("runs over nothing", () => {
    const nothing = loop("n", 0);
    const total = reduce("sum", [nothing], load("x", at(nothing)));
    const kernel = rows([i], { axes: [], stores: [store("y", at(i), total.add(1))] });
    expectDefinition(kernel, { x: new Float32Array(0), y: new Float32Array(3) });
    expectDefinition(rows([nothing], { axes: [j], stores: [store("y", at(j), total)] }), {
      x: numbers(1),
      y: numbers(4),
    });
  });

  test("lowers and runs a chain of 5,000 calls", () => {
    let value = load("x", at(i));
    for (let step = 0; step < 5000; step++) value = value.add(step % 2 === 0 ? 1 : -1);
    expectDefinition(rows([i], { axes: [], stores: [store("y", at(i), load("x", at(i)))] }), {
      x: numbers(3),
      y: numbers(3),
    });
    const arrays = new Map([
      ["x", numbers(3)],
      ["y", new Float32Array(3)],
    ]);
    interpretKernel(rows([i], { axes: [], stores: [store("y", at(i), value)] }), arrays);
    arrays.get("y")?.forEach((result, row) => {
      expect(result).toBeCloseTo(numbers(3)[row] ?? 0, 4);
    });
  });
});

describe("interpretKernel", () => {
  test("reads 0 outside a buffer", () => {
    const shifted = load("x", at(i).sub(1));
    const kernel = rows([i], { axes: [], stores: [store("y", at(i), guard(at(i), 1, 3, shifted.mul(shifted)))] });
    expectDefinition(kernel, { x: numbers(2), y: new Float32Array(3) });
    const y = new Float32Array(3);
    interpretKernel(
      rows([i], { axes: [], stores: [store("y", at(i), shifted)] }),
      new Map([
        ["x", numbers(2)],
        ["y", y],
      ]),
    );
    expect(y[0]).toBe(0);
  });

  test("gathers through a computed index", () => {
    const index = new Sharing().computed(load("ids", at(i), "i32"), 0, 4);
    const kernel = rows([i, j], {
      axes: [],
      stores: [store("y", at(i).mul(4).add(at(j)), load("x", index.mul(4).add(at(j))))],
    });
    expectDefinition(kernel, { x: numbers(20), ids: Int32Array.of(4, 0, 2), y: new Float32Array(12) });
  });

  test("scatters: fills, adds where the bounds hold, leaves out the rest", () => {
    const place = new Sharing().computed(load("ids", at(k), "i32"), 0, 2);
    const kernel: ScatterKernel = {
      ...base,
      kind: "scatter",
      axes: [i],
      initial: store("y", at(i), constantScalar(1, "f32")),
      over: [k],
      bounds: [{ index: place, lower: 0, upper: 3 }],
      addition: store("y", place, load("x", at(k))),
    };
    const y = new Float32Array(3);
    const x = Float32Array.of(1, 10, 100, 1000, 10000);
    interpretKernel(
      kernel,
      new Map<string, TypedArray>([
        ["x", x],
        ["ids", Int32Array.of(2, -1, 2, 0, 7)],
        ["y", y],
      ]),
    );
    expect([...y]).toEqual([1001, 1, 102]);
  });

  test("contracts with an epilogue of several stores", () => {
    const sum = new Scalar({ kind: "local", name: "sum" }, "f32");
    const place = at(i).mul(4).add(at(j));
    const kernel: ContractionKernel = {
      ...base,
      kind: "contraction",
      batch: [],
      rows: [i],
      columns: [j],
      reduction: [k],
      left: load("a", at(i).mul(5).add(at(k))),
      right: load("b", at(k).mul(4).add(at(j))),
      dtype: "f32",
      stores: [store("y", place, sum.add(load("bias", at(j))).max(0)), store("mask", place, select(sum.gt(0), sum, 7))],
    };
    const [a, b, bias] = [numbers(15), numbers(20, 2), numbers(4, 3)];
    const [y, mask] = [new Float32Array(12), new Float32Array(12)];
    interpretKernel(
      kernel,
      new Map([
        ["a", a],
        ["b", b],
        ["bias", bias],
        ["y", y],
        ["mask", mask],
      ]),
    );
    const expected = new Float32Array(12);
    for (let r = 0; r < 3; r++) {
      for (let c = 0; c < 4; c++) {
        let total = 0;
        for (let d = 0; d < 5; d++) total += (a[r * 5 + d] ?? 0) * (b[d * 4 + c] ?? 0);
        expected[r * 4 + c] = Math.max(0, total + (bias[c] ?? 0));
      }
    }
    expect(y).toEqual(expected);
    expect(mask).not.toContain(0);
  });

  test("wraps integers, keeps booleans 0 or 1, and divides toward zero", () => {
    expect(functionOf("mul", "i32", "i32")(0x7fffffff, 3, 0)).toBe(Math.imul(0x7fffffff, 3));
    expect(functionOf("div", "i32", "i32")(-7, 2, 0)).toBe(-3);
    expect(functionOf("div", "i32", "i32")(-7, 0, 0)).toBe(0);
    expect(functionOf("rem", "i32", "i32")(-7, 3, 0)).toBe(2);
    expect(functionOf("sub", "u8", "u8")(3, 5, 0)).toBe(254);
    expect(functionOf("add", "bool", "bool")(1, 1, 0)).toBe(1);
    expect(functionOf("not", "bool", "bool")(1, 0, 0)).toBe(0);
    expect(functionOf("convert", "f64", "f32")(0.1, 0, 0)).toBe(Math.fround(0.1));
    expect(functionOf("convert", "f32", "i32")(-2.7, 0, 0)).toBe(-2);
    expect(functionOf("convert", "f32", "i32")(Number.NaN, 0, 0)).toBe(0);
    expect(functionOf("convert", "f32", "bool")(Number.NaN, 0, 0)).toBe(1);
    expect(functionOf("max", "f32", "f32")(Number.NaN, 1, 0)).toBeNaN();
    expect(functionOf("max", "f32", "f32")(-2, -1, 0)).toBe(-1);
  });

  test("names a buffer that is missing", () => {
    expect(() => {
      interpretKernel(softmax(), new Map());
    }).toThrow("is not bound");
  });
});

test("any expression of loads, guards, reductions and calls means what its definition says", () => {
  const indices = [i, j, k];
  const index = fc
    .tuple(
      fc.constantFrom(...indices),
      fc.constantFrom(...indices),
      fc.integer({ min: -2, max: 2 }),
      fc.integer({ min: 1, max: 3 }),
    )
    .map(([a, b, offset, divisor]) => at(a).mul(2).add(at(b)).add(offset).div(divisor));
  const { expression } = fc.letrec<{ expression: Scalar }>((tie) => {
    const two = fc.tuple(tie("expression"), tie("expression"));
    return {
      expression: fc.oneof(
        { maxDepth: 5, withCrossShrink: true },
        index.map((offset) => load("x", offset)),
        fc.constantFrom(0.5, -1, 2).map((value) => constantScalar(value, "f32")),
        index.map((value) => indexScalar(value).to("f32")),
        two.map(([a, b]) => a.add(b)),
        two.map(([a, b]) => a.mul(b).max(a)),
        two.map(([a, b]) => select(a.lt(b), a, b.neg())),
        fc.tuple(index, tie("expression")).map(([bound, value]) => guard(bound, 0, 3, value, 2)),
        fc
          .tuple(fc.constantFrom<Combine>("sum", "max", "min"), fc.constantFrom(...indices), tie("expression"))
          .map(([combine, over, value]) => reduce(combine, [over], value)),
      ),
    };
  });
  fc.assert(
    fc.property(expression, expression, (first, second) => {
      const place = at(i).mul(4).add(at(j));
      // What is left of k is bound by a sum, so that no index is free.
      const [a, b] = [reduce("sum", [k], first), reduce("sum", [k], second)];
      const kernel = rows([i], { axes: [j], stores: [store("y", place, a.add(b)), store("z", place, a.mul(0.5))] });
      expectDefinition(kernel, { x: numbers(9), y: new Float64Array(12), z: new Float64Array(12) });
    }),
    { numRuns: 400 },
  );
});
