/**
 * Every elementary function on number lanes: errors against float64 within the stated bounds, special values exactly,
 * for f32 and f64, and with multiplyAdd rounded once and twice.
 */
import { scalarFunctions } from "@rensa/core/compiler";
import { describe, expect, it } from "vitest";
import type { ElementaryFunctionName } from "./elementary-functions.ts";
import { elementaryFunctions } from "./further-functions.ts";
import { numberLanes } from "./number-lanes.ts";
import { isFinite } from "./remainder.ts";

type Bits = 32 | 64;
type Arguments = readonly [number, number];

const variants = ([32, 64] as const).flatMap((bits) =>
  (["once", "twice"] as const).map((rounding) => ({ bits, rounding, lanes: numberLanes(bits, rounding) })),
);

/**
 * The largest errors, in units in the last place, for any argument: against the `Math` functions of float64, which may
 * themselves err by one of float64.
 */
const bounds: Readonly<Record<ElementaryFunctionName, Readonly<Record<Bits, number>>>> = {
  exp: { 32: 1, 64: 1 },
  expm1: { 32: 1.5, 64: 2 },
  log: { 32: 1, 64: 1 },
  log1p: { 32: 1.5, 64: 2 },
  rem: { 32: 0.5, 64: 0.5 },
  sign: { 32: 0, 64: 0 },
  pow: { 32: 2, 64: 2 },
  sin: { 32: 2, 64: 2 },
  cos: { 32: 2, 64: 2 },
  tan: { 32: 4, 64: 3 },
  asin: { 32: 2.5, 64: 3 },
  acos: { 32: 1.5, 64: 2 },
  atan: { 32: 2, 64: 2 },
  atan2: { 32: 2, 64: 2 },
  sinh: { 32: 2.5, 64: 3 },
  cosh: { 32: 1.5, 64: 2 },
  tanh: { 32: 2, 64: 3 },
  asinh: { 32: 2, 64: 2 },
  acosh: { 32: 2.5, 64: 3 },
  atanh: { 32: 2, 64: 3 },
  erf: { 32: 3, 64: 4 },
};

const names = Object.keys(elementaryFunctions) as ElementaryFunctionName[];
const smallest = { 32: 2 ** -149, 64: 2 ** -1074 };
const largest = { 32: (2 - 2 ** -23) * 2 ** 127, 64: Number.MAX_VALUE };

function toLane(value: number, bits: Bits): number {
  return bits === 32 ? Math.fround(value) : value;
}

/** The distance of a lane of this size to the next. */
function unitInLastPlace(value: number, bits: Bits): number {
  const rough = Math.floor(Math.log2(Math.abs(value)));
  // log2 rounds up to the integer just below a power of two.
  const exponent = 2 ** rough > Math.abs(value) ? rough - 1 : rough;
  return Math.max(2 ** (exponent - (bits === 32 ? 23 : 52)), smallest[bits]);
}

function apply(name: ElementaryFunctionName, lanes: (typeof variants)[number]["lanes"], [a, b]: Arguments): number {
  const definition = elementaryFunctions[name];
  return definition.arity === 1 ? definition.apply(lanes, a) : definition.apply(lanes, a, b);
}

/** 2/sqrt(pi) times the Maclaurin series in fixed point of 300 bits: core's is off by up to 14 units of float64. */
function preciseErrorFunction(x: number): number {
  if (!(Math.abs(x) < 6) || Math.abs(x) < 2 ** -30)
    return Math.abs(x) < 1 ? (x * 2) / Math.sqrt(Math.PI) : Math.sign(x);
  const fixed = (value: number): bigint => BigInt(value * 2 ** 90) << 210n;
  const square = (fixed(x) * fixed(x)) >> 300n;
  let power = fixed(x);
  let total = power;
  for (let n = 1n; power !== 0n; n++) {
    power = -((power * square) >> 300n) / n;
    total += power / (2n * n + 1n);
  }
  // 2/sqrt(pi) in 107 bits: the nearest double and the rest.
  const factor = (BigInt(1.1283791670955126 * 2 ** 60) << 60n) + BigInt(Math.round(1.533545961316588e-17 * 2 ** 120));
  return Number((total * factor) >> 220n) / 2 ** 200;
}

function reference(name: ElementaryFunctionName, [a, b]: Arguments): number {
  return name === "erf" ? preciseErrorFunction(a) : scalarFunctions[name].evaluate(a, b, 0);
}

/** The same numbers from 0 up to 1 in every run. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Dense samples of both signs: the whole range of exponents, and where functions bend. */
function samplesOf(arity: 1 | 2, bits: Bits, count: number): Arguments[] {
  const random = randomNumbers(2024);
  const signed = (limit: number): number => (random() * 2 - 1) * limit;
  const anySize = (): number => signed(2) * 2 ** Math.floor(signed(bits === 32 ? 150 : 1075));
  const nearOne = (): number => 1 + signed(1) * 2 ** (-20 * random());
  const unary = [
    anySize,
    nearOne,
    () => signed(1) * 2 ** (-20 * random()),
    () => signed(1.5),
    () => signed(10),
    () => signed(bits === 32 ? 110 : 750),
    () => signed(1e7),
  ].map((sample) => (): Arguments => [sample(), 0]);
  const binary = [
    (): Arguments => [anySize(), anySize()],
    (): Arguments => [signed(10), signed(10)],
    (): Arguments => [anySize(), signed(10)],
    (): Arguments => [random() * 20, signed(50)],
    (): Arguments => [random() * 2, signed(bits === 32 ? 100 : 900)],
    (): Arguments => [nearOne(), signed(10 ** (8 * random()))],
    (): Arguments => [signed(10), Math.round(signed(20))],
  ];
  const kinds = arity === 1 ? unary : binary;
  return Array.from({ length: count }, (_, index) => {
    const [a, b] = kinds[index % kinds.length]!();
    return [toLane(a, bits), toLane(b, bits)];
  });
}

/** Signed zeros, infinities, NaN, limits of the format, integers even and odd, thresholds of overflow. */
const specialSizes = [0, 0.25, 0.5, 1, 1.5, 2, 3, 88, 100, 104, 710, 746, 1e30, 2 ** 24 + 2, 2 ** 53, Infinity];
function specialsOf(bits: Bits): number[] {
  const limits = [smallest[bits], smallest[bits] * 12345, largest[bits], bits === 32 ? 2 ** -126 : 2 ** -1022];
  return [NaN, ...[...specialSizes, ...limits].flatMap((size) => [size, -size])].map((value) => toLane(value, bits));
}

const isNumber = (value: number): boolean => Number.isFinite(value) && value !== 0;

describe.each(variants)("on f$bits lanes with multiplyAdd rounded $rounding", ({ bits, lanes }) => {
  it.each(names)("%s errs by no more than is stated", (name) => {
    let worst: { error: number; at: Arguments } = { error: 0, at: [0, 0] };
    for (const at of samplesOf(elementaryFunctions[name].arity, bits, 3000)) {
      const expected = reference(name, at);
      if (!isNumber(toLane(expected, bits))) continue;
      const error = Math.abs(apply(name, lanes, at) - expected) / unitInLastPlace(expected, bits);
      if (!(error <= worst.error)) worst = { error, at };
    }
    expect(worst.error, `at ${worst.at}`).toBeLessThanOrEqual(bounds[name][bits]);
  });

  it.each(names)("%s gives NaN, infinities and signed zeros where it should", (name) => {
    const specials = specialsOf(bits);
    const seconds = elementaryFunctions[name].arity === 1 ? [0] : specials;
    for (const at of specials.flatMap((a) => seconds.map((b): Arguments => [a, b]))) {
      const expected = toLane(reference(name, at), bits);
      const actual = apply(name, lanes, at);
      if (isNumber(expected)) expect(isNumber(actual), `${name}(${at}) = ${actual}`).toBe(true);
      else expect(actual, `${name}(${at})`).toBe(expected);
    }
  });

  it("is exact where that is expected of it", () => {
    const exact: [ElementaryFunctionName, Arguments, number][] = [
      ["exp", [0, 0], 1],
      ["cos", [0, 0], 1],
      ["cosh", [0, 0], 1],
      ["log", [1, 0], 0],
      ["acos", [1, 0], 0],
      ["acosh", [1, 0], 0],
      ["tanh", [30, 0], 1],
      ["tanh", [-30, 0], -1],
      ["erf", [30, 0], 1],
      ["pow", [2, -20], 2 ** -20],
      ["pow", [4, 0.5], 2],
      ["pow", [-2, 3], -8],
      ["pow", [10, 1], 10],
      ["pow", [NaN, 0], 1],
      ["rem", [-1, 3], 2],
      ["rem", [7, -3], -2],
    ];
    for (const [name, at, expected] of exact) expect(apply(name, lanes, at), `${name}(${at})`).toBe(expected);
  });

  it("keeps subnormal numbers", () => {
    const tiny = smallest[bits] * 1001;
    for (const name of names) {
      if (!["expm1", "log1p", "sin", "tan", "asin", "atan", "sinh", "tanh", "asinh", "atanh"].includes(name)) continue;
      expect(apply(name, lanes, [-tiny, 0]), name).toBe(-tiny);
    }
    expect(apply("exp", lanes, [bits === 32 ? -100 : -740, 0])).toBeGreaterThan(0);
    expect(apply("pow", lanes, [2, bits === 32 ? -149 : -1074])).toBe(smallest[bits]);
  });

  it("tells finite numbers from others", () => {
    for (const value of specialsOf(bits)) expect(isFinite(lanes, value)).toBe(Number.isFinite(value));
  });
});

describe("next to multiples of pi/2", () => {
  it.each(["sin", "cos", "tan"] as const)("%s of f32 keeps its relative accuracy up to 2000", (name) => {
    for (const { lanes, bits } of variants.slice(0, 2)) {
      for (let n = 1; n < 1273; n++) {
        const at: Arguments = [Math.fround((n * Math.PI) / 2), 0];
        const expected = reference(name, at);
        const error = Math.abs(apply(name, lanes, at) - expected) / unitInLastPlace(expected, bits);
        expect(error, `at ${at}`).toBeLessThanOrEqual(bounds[name][bits]);
      }
    }
  });
});
