/** Scalar functions by dtype, beside exact integers and the rules for conversions. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dtypes, type DType } from "../../graph/dtype.ts";
import { combinationOf, functionOf, startOf } from "./apply-function.ts";

/** An exact integer in the range of a dtype, as hardware wraps it. */
function wrapped(value: bigint, dtype: "i32" | "u8" | "bool"): number {
  if (dtype === "bool") return value === 0n ? 0 : 1;
  return Number(dtype === "i32" ? BigInt.asIntN(32, value) : BigInt.asUintN(8, value));
}

const floored = (a: bigint, b: bigint): bigint => (a % b !== 0n && a % b < 0n !== b < 0n ? a / b - 1n : a / b);
const exact: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => (b === 0n ? 0n : a / b),
  rem: (a, b) => (b === 0n ? 0n : a - b * floored(a, b)),
  min: (a, b) => (a < b ? a : b),
  max: (a, b) => (a > b ? a : b),
  neg: (a) => -a,
  abs: (a) => (a < 0n ? -a : a),
  sign: (a) => BigInt(Number(a > 0n) - Number(a < 0n)),
};

describe.each(["i32", "u8"] as const)("functions of %s", (dtype) => {
  const edges = dtype === "i32" ? [-2147483648, 2147483647, -1, 0, 1] : [0, 1, 255];
  const value = fc.oneof(fc.constantFrom(...edges), dtype === "i32" ? fc.integer() : fc.nat(255));

  it.each(Object.keys(exact))("%s is exact, and wraps", (name) => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const found = functionOf(name as never, dtype, dtype)(a, b, 0);
        expect(found + 0).toBe(wrapped(exact[name]?.(BigInt(a), BigInt(b)) ?? 0n, dtype));
      }),
    );
  });
});

describe("conversions", () => {
  const values = [0, -0, 0.5, -0.5, 1, -1.9, 2.5, 254.9, 255, 256, 300, -3, 2147483647, 2147483648, -2147483649, 1e300];
  const whole = (value: number, least: number, greatest: number): number =>
    Math.min(greatest, Math.max(least, Math.trunc(value))) + 0;
  const fromFloat: Readonly<Record<DType, (value: number) => number>> = {
    f32: Math.fround,
    f64: (value) => value,
    i32: (value) => whole(value, -2147483648, 2147483647),
    u8: (value) => whole(value, 0, 255),
    bool: (value) => Number(value !== 0),
  };

  it.each(dtypes)("of f64 into %s truncate, and saturate", (to) => {
    for (const value of values)
      expect(functionOf("convert", "f64", to)(value, 0, 0) + 0).toBe(fromFloat[to](value) + 0);
    for (const value of [NaN, Infinity, -Infinity]) {
      const found = functionOf("convert", "f64", to)(value, 0, 0);
      if (to === "f32" || to === "f64") expect(found).toBe(value);
      else if (to === "bool") expect(found).toBe(1);
      else expect(found).toBe(Number.isNaN(value) ? 0 : fromFloat[to](value));
    }
  });

  it.each(dtypes)("of f32 into %s are the same, but stay doubles where both are floats", (to) => {
    for (const value of values) {
      const found = functionOf("convert", "f32", to)(value, 0, 0) + 0;
      expect(found).toBe((to === "f32" ? value : fromFloat[to](value)) + 0);
    }
  });

  it.each(dtypes)("of i32 into %s wrap", (to) => {
    for (const value of [-2147483648, -257, -1, 0, 1, 255, 256, 2147483647]) {
      const wanted = to === "f32" || to === "f64" ? value : wrapped(BigInt(value), to);
      expect(functionOf("convert", "i32", to)(value, 0, 0)).toBe(wanted);
    }
  });
});

describe("reductions", () => {
  it.each(dtypes)("of %s begin with what changes no value", (dtype) => {
    const values = dtype === "bool" ? [0, 1] : dtype === "u8" ? [0, 7, 255] : [-2147483648, -3, 0, 5, 2147483647];
    for (const combine of ["sum", "product", "max", "min"] as const) {
      const combination = combinationOf(combine, dtype);
      for (const value of values) expect(combination(startOf(combine, dtype), value, 0), combine).toBe(value);
    }
    expect([startOf("max", "u8"), startOf("min", "u8"), startOf("max", "bool"), startOf("min", "bool")]).toEqual([
      0, 255, 0, 1,
    ]);
    expect([startOf("max", "f32"), startOf("min", "f64"), startOf("max", "i32")]).toEqual([
      -Infinity,
      Infinity,
      -2147483648,
    ]);
  });

  it("of bools are any and all", () => {
    const combined = (combine: "sum" | "product") =>
      [0, 1].map((a) => [0, 1].map((b) => combinationOf(combine, "bool")(a, b, 0)));
    expect([combined("sum"), combined("product")]).toEqual([
      [
        [0, 1],
        [1, 1],
      ],
      [
        [0, 0],
        [0, 1],
      ],
    ]);
    expect([functionOf("not", "bool", "bool")(0, 0, 0), functionOf("not", "bool", "bool")(1, 0, 0)]).toEqual([1, 0]);
    expect(functionOf("not", "u8", "u8")(1, 0, 0)).toBe(254);
  });
});
