/** Kernels, lowered and interpreted, against their definition. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TypedArray } from "../../graph/dtype.ts";
import { indexScalar } from "../../expression/index-scalar.ts";
import { constantScalar, Scalar } from "../../expression/scalar.ts";
import { select } from "../../expression/select.ts";
import type { Combine } from "../../expression/scalar-function.ts";
import { functionOf } from "./apply-function.ts";
import { interpretKernel } from "./interpret.ts";
import type { ContractionKernel, ScatterKernel } from "../kernel.ts";
import { Sharing } from "../sharing.ts";
import {
  base,
  at,
  load,
  reduce,
  guard,
  rows,
  store,
  numbers,
  i,
  j,
  k,
  expectDefinition,
  softmax,
} from "../../../test/kernels-by-definition.ts";

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
