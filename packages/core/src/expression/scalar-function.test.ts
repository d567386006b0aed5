/** What the scalar functions mean, by values from tables and by laws. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  errorFunction,
  identityOf,
  remainderOfFloats,
  roundHalfEven,
  scalarFunctions,
  type Combine,
  type ScalarFunctionName,
} from "./scalar-function.ts";

/** The value at 0.75, or at 0.75 and 0.5, to 15 digits, and at the same with the first one negative. */
const tabled: Partial<Record<ScalarFunctionName, readonly [number, number]>> = {
  add: [1.25, -0.25],
  sub: [0.25, -1.25],
  mul: [0.375, -0.375],
  div: [1.5, -1.5],
  rem: [0.25, 0.25],
  neg: [-0.75, 0.75],
  abs: [0.75, 0.75],
  sign: [1, -1],
  min: [0.5, -0.75],
  max: [0.75, 0.5],
  pow: [0.866025403784439, NaN],
  sqrt: [0.866025403784439, NaN],
  exp: [2.11700001661267, 0.472366552741015],
  expm1: [1.11700001661267, -0.527633447258985],
  log: [-0.287682072451781, NaN],
  log1p: [0.559615787935423, -1.38629436111989],
  sin: [0.681638760023334, -0.681638760023334],
  cos: [0.731688868873821, 0.731688868873821],
  tan: [0.931596459944072, -0.931596459944072],
  asin: [0.848062078981481, -0.848062078981481],
  acos: [0.722734247813416, 2.41885840577638],
  atan: [0.643501108793284, -0.643501108793284],
  atan2: [0.982793723247329, -0.982793723247329],
  sinh: [0.82231673193583, -0.82231673193583],
  cosh: [1.29468328467684, 1.29468328467684],
  tanh: [0.635148952387287, -0.635148952387287],
  asinh: [0.693147180559945, -0.693147180559945],
  acosh: [NaN, NaN],
  atanh: [0.972955074527657, -0.972955074527657],
  erf: [0.711155633653515, -0.711155633653515],
  floor: [0, -1],
  ceil: [1, -0],
  trunc: [0, -0],
  round: [1, -1],
  lt: [0, 1],
  le: [0, 1],
  eq: [0, 0],
  ne: [1, 1],
  isFinite: [1, 1],
};

/** On integers: 12 and 10, then -12 and 10. */
const onIntegers: Partial<Record<ScalarFunctionName, readonly [number, number]>> = {
  and: [8, 0],
  or: [14, -2],
  xor: [6, -2],
  not: [-13, 11],
  shiftLeft: [12288, -12288],
  shiftRight: [0, 4194303],
};

function expectNear(found: number, wanted: number): void {
  if (Number.isNaN(wanted)) expect(found).toBeNaN();
  else expect(Math.abs(found - wanted)).toBeLessThanOrEqual(1e-14 * Math.max(1, Math.abs(wanted)));
}

describe("scalar functions", () => {
  const names = Object.keys(scalarFunctions) as ScalarFunctionName[];

  it.each(names.filter((name) => tabled[name] !== undefined))("%s is what tables say", (name) => {
    const [positive = 0, negative = 0] = tabled[name] ?? [];
    expectNear(scalarFunctions[name].evaluate(0.75, 0.5, 7), positive);
    expectNear(scalarFunctions[name].evaluate(-0.75, 0.5, 7), negative);
  });

  it.each(names.filter((name) => onIntegers[name] !== undefined))("%s is what tables say, on integers", (name) => {
    const both = [12, -12].map((value) => scalarFunctions[name].evaluate(value, 10, 7));
    expect(both).toEqual(onIntegers[name]);
  });

  it("have a table entry, but for those that choose and convert", () => {
    const others = names.filter((name) => tabled[name] === undefined && onIntegers[name] === undefined);
    expect(others).toEqual(["select", "convert"]);
    const { select, convert } = scalarFunctions;
    expect([select.evaluate(1, 2, 3), select.evaluate(0, 2, 3), convert.evaluate(2.5, 0, 0)]).toEqual([2, 3, 2.5]);
  });

  it("take as many operands as their meaning reads, bits of integers alone, and compare into bools", () => {
    const described = (wanted: (name: ScalarFunctionName) => boolean) => names.filter(wanted).join(" ");
    expect(described((name) => scalarFunctions[name].arity === 3)).toBe("select");
    expect(described((name) => scalarFunctions[name].arity === 2)).toBe(
      "add sub mul div rem min max pow atan2 lt le eq ne and or xor shiftLeft shiftRight",
    );
    expect(described((name) => scalarFunctions[name].domain === "integer")).toBe("and or xor not shiftLeft shiftRight");
    expect(described((name) => scalarFunctions[name].domain === "any")).toBe(
      "add sub mul div rem neg abs sign min max lt le eq ne isFinite select convert",
    );
    expect(described((name) => scalarFunctions[name].result === "bool")).toBe("lt le eq ne isFinite");
  });

  it("compare what is equal, NaN and infinities as IEEE 754 says", () => {
    const { lt, le, eq, ne, isFinite } = scalarFunctions;
    const compared = (a: number, b: number) => [lt, le, eq, ne].map(({ evaluate }) => evaluate(a, b));
    expect(compared(2, 2)).toEqual([0, 1, 1, 0]);
    expect(compared(2, 3)).toEqual([1, 1, 0, 1]);
    expect(compared(NaN, NaN)).toEqual([0, 0, 0, 1]);
    expect([Infinity, -Infinity, NaN, 1e308].map((value) => isFinite.evaluate(value, 0))).toEqual([0, 0, 0, 1]);
  });
});

describe("remainderOfFloats", () => {
  const whole = fc.integer({ min: -1000, max: 1000 });

  it("has the sign of the divisor, lies below it and differs by a multiple of it", () => {
    fc.assert(
      fc.property(
        whole,
        whole.filter((b) => b !== 0),
        (a, b) => {
          const rest = remainderOfFloats(a / 8, b / 8);
          expect(Math.abs(rest)).toBeLessThan(Math.abs(b / 8));
          expect(rest === 0 || Math.sign(rest) === Math.sign(b)).toBe(true);
          expect(Object.is(rest, -0)).toBe(false);
          expect(Number.isInteger((a / 8 - rest) / (b / 8))).toBe(true);
        },
      ),
    );
  });

  it("by an infinity is what is divided where the signs agree, else the infinity, and by 0 NaN", () => {
    const found = [3, -3].flatMap((a) => [Infinity, -Infinity, 0].map((b) => remainderOfFloats(a, b)));
    expect(found).toEqual([3, -Infinity, NaN, Infinity, -3, NaN]);
  });
});

describe("roundHalfEven", () => {
  it("goes to the nearest whole number, from halfway to the even one", () => {
    fc.assert(
      fc.property(fc.integer({ min: -10_000, max: 10_000 }), (eighths) => {
        const rounded = roundHalfEven(eighths / 8);
        const away = Math.abs(rounded - eighths / 8);
        expect(Number.isInteger(rounded)).toBe(true);
        expect(away).toBeLessThanOrEqual(0.5);
        if (away === 0.5) expect(Math.abs(rounded % 2)).toBe(0);
      }),
    );
  });
});

describe("errorFunction", () => {
  it("is what tables say", () => {
    const table = [
      [0.1, 0.112462916018285],
      [0.5, 0.520499877813047],
      [1, 0.842700792949715],
      [2, 0.995322265018953],
      [2.4, 0.999311486103355],
      [2.5, 0.999593047982555],
      [2.6, 0.99976396558347],
      [3, 0.999977909503001],
      [4, 0.999999984582742],
      [5, 0.999999999998463],
    ] as const;
    for (const [at, value] of table) {
      expectNear(errorFunction(at), value);
      expectNear(errorFunction(-at), -value);
    }
    expect([0, 7, -7, Infinity, -Infinity, NaN].map(errorFunction)).toEqual([0, 1, -1, 1, -1, NaN]);
  });

  it("has the slope 2 exp(-x^2) / sqrt(pi) everywhere, also where its formula changes", () => {
    fc.assert(
      fc.property(fc.double({ min: -6.2, max: 6.2, noNaN: true }), (at) => {
        const step = 1e-4;
        const slope = (errorFunction(at + step) - errorFunction(at - step)) / (2 * step);
        expect(Math.abs(slope - (2 / Math.sqrt(Math.PI)) * Math.exp(-at * at))).toBeLessThan(1e-7);
      }),
    );
  });
});

describe("identityOf", () => {
  it("leaves the other operand as it is", () => {
    const combined: Record<Combine, (a: number, b: number) => number> = {
      sum: (a, b) => a + b,
      product: (a, b) => a * b,
      max: Math.max,
      min: Math.min,
    };
    for (const [combine, apply] of Object.entries(combined)) {
      for (const value of [-2147483648, -3, 0, 5, 2147483647]) {
        expect(apply(identityOf(combine as Combine, true), value)).toBe(value);
      }
      for (const value of [-1e300, 1e300]) expect(apply(identityOf(combine as Combine, false), value)).toBe(value);
    }
    expect(["sum", "product", "max", "min"].map((each) => identityOf(each as Combine, true))).toEqual([
      0, 1, -2147483648, 2147483647,
    ]);
    expect(identityOf("max", false)).toBe(-Infinity);
    expect(identityOf("min", false)).toBe(Infinity);
  });
});
