/**
 * FloatLanes on single numbers: what the tests run elementary functions with.
 *
 * For f32 every operation is rounded by Math.fround, which is exact since a double holds the sum or product of two
 * floats to twice the digits and more.
 */
import type { FloatLanes } from "./float-lanes.ts";
import { hostFunctions } from "./host-functions.ts";

/** The rounding of `a * b + c`. */
export type MultiplyAddRounding = "once" | "twice";

const view = new DataView(new ArrayBuffer(8));

/** a * b + c with one rounding, by an exact product (Dekker 1971) and an exact sum (Knuth). */
function fusedMultiplyAdd(a: number, b: number, c: number): number {
  const product = a * b;
  const sum = product + c;
  // Splitting would overflow, or the low part of the product underflow; the tests stay clear of what that loses.
  if (!(Math.abs(a) < 1e290 && Math.abs(b) < 1e290 && Math.abs(sum) < 1e290 && Math.abs(product) > 1e-290)) return sum;
  const high = (x: number): number => x * 134217729 - (x * 134217729 - x);
  const [aHigh, bHigh] = [high(a), high(b)];
  const [aLow, bLow] = [a - aHigh, b - bHigh];
  const productError = aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
  const part = sum - product;
  const sumError = product - (sum - part) + (c - part);
  return sum + (sumError + productError);
}

/** To the nearest integer, halves to even. */
function nearest(x: number): number {
  if (!(Math.abs(x) < 2 ** 52)) return x;
  const magic = x < 0 || Object.is(x, -0) ? -(2 ** 52) : 2 ** 52;
  const rounded = x + magic - magic;
  return rounded === 0 ? x * 0 : rounded;
}

/** The exponent and the mantissa of a normal positive double. */
function split(x: number): { readonly exponent: number; readonly mantissa: number } {
  view.setFloat64(0, x);
  const exponent = ((view.getUint16(0) >> 4) & 0x7ff) - 1023;
  view.setUint16(0, (view.getUint16(0) & 0xf) | (1023 << 4));
  return { exponent, mantissa: view.getFloat64(0) };
}

/** The lanes of one number. */
export function numberLanes(bits: 32 | 64, rounding: MultiplyAddRounding): FloatLanes<number, boolean> {
  const round = bits === 32 ? Math.fround : (x: number): number => x;
  const fused = bits === 32 ? (a: number, b: number, c: number) => Math.fround(a * b + c) : fusedMultiplyAdd;
  return {
    bits,
    constant: round,
    add: (a, b) => round(a + b),
    sub: (a, b) => round(a - b),
    mul: (a, b) => round(a * b),
    div: (a, b) => round(a / b),
    sqrt: (a) => round(Math.sqrt(a)),
    neg: (a) => -a,
    abs: Math.abs,
    pseudoMin: (a, b) => (b < a ? b : a),
    pseudoMax: (a, b) => (a < b ? b : a),
    min: Math.min,
    max: Math.max,
    floor: Math.floor,
    trunc: Math.trunc,
    nearest,
    multiplyAdd: rounding === "once" ? fused : (a, b, c) => round(round(a * b) + c),
    lt: (a, b) => a < b,
    le: (a, b) => a <= b,
    eq: (a, b) => a === b,
    and: (a, b) => a && b,
    or: (a, b) => a || b,
    not: (a) => !a,
    select: (mask, whenTrue, whenFalse) => (mask ? whenTrue : whenFalse),
    copySign: (magnitude, sign) => (sign < 0 || Object.is(sign, -0) ? -Math.abs(magnitude) : Math.abs(magnitude)),
    powerOfTwo: (n) => round(2 ** n),
    exponent: (a) => split(a).exponent,
    mantissa: (a) => split(a).mantissa,
    isOdd: (n) => n % 2 !== 0,
    exceptByHost: (mask, name, [a = 0, b = 0], value) => (mask ? round(hostFunctions[name](a, b)) : value),
  };
}
