/** The laws of telling rounding from what is wrong. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hostTensor } from "../graph/host-tensor.ts";
import { doubles, farthestApart } from "./rounding.ts";

const f64 = (...data: readonly number[]) => hostTensor(data, [data.length], "f64");
const i32 = (...data: readonly number[]) => hostTensor(data, [data.length], "i32");
const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const special = fc.constantFrom(Infinity, -Infinity, Number.NaN);

describe("tensors that rounding may change", () => {
  it("are where they are, whatever they are", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(finite, special)), (list) => {
        expect(farthestApart(f64(...list), f64(...list), doubles)).toBeNull();
      }),
    );
  });

  it("may differ by the tolerance, relative to the largest that is expected, and by no more", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (large) => {
        expect(farthestApart(f64(large, 0.9e-9 * large), f64(large, 0), doubles)).toBeNull();
        expect(farthestApart(f64(large, 1.1e-9 * large), f64(large, 0), doubles)).toMatchObject({
          element: 1,
          expected: 0,
        });
      }),
    );
    expect(farthestApart(f64(0.9e-9), f64(0), doubles)).toBeNull();
    expect(farthestApart(f64(1.1e-9), f64(0), doubles)?.distance).toBeCloseTo(1.1e-9, 12);
    const least = { ...doubles, least: 10 };
    expect([9e-9, 11e-9].map((x) => farthestApart(f64(x), f64(0), least) === null)).toEqual([true, false]);
  });

  it("never have a number for an infinity or for NaN, or the other way round, whatever stands beside it", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(finite, special)), special, finite, (rest, one, number) => {
        const [with_, without] = [f64(...rest, one), f64(...rest, number)];
        expect(farthestApart(with_, without, doubles)).toMatchObject({ element: rest.length, distance: Infinity });
        expect(farthestApart(without, with_, doubles)).toMatchObject({ element: rest.length, distance: Infinity });
      }),
    );
    expect(farthestApart(f64(-Infinity), f64(Infinity), doubles)?.distance).toBe(Infinity);
  });

  it("may differ as much as runs with noise explain", () => {
    const noisy = [f64(1, 1e-6), f64(1, -2e-6)];
    expect(farthestApart(f64(1, 0.9e-4), f64(1, 0), doubles, noisy)).toBeNull();
    expect(farthestApart(f64(1, 1.1e-4), f64(1, 0), doubles, noisy)?.element).toBe(1);
    expect(farthestApart(f64(1, 1e-6), f64(1, 0), doubles)?.element).toBe(1);
  });

  it("are decided by rounding in the elements that noise makes infinite, and in no others", () => {
    const noisy = [f64(Infinity, 1, 2), f64(3, 1, 2)];
    for (const other of [Infinity, Number.NaN, 7]) {
      expect(farthestApart(f64(other, 1, 2), f64(3, 1, 2), doubles, noisy)).toBeNull();
      expect(farthestApart(f64(3, other, 2), f64(3, 1, 2), doubles, noisy)?.element).toBe(1);
    }
  });

  it("are integers that are exact, unless noise changes them", () => {
    const large = 2 ** 31 - 1;
    expect(farthestApart(i32(large - 1), i32(large), doubles)).toMatchObject({ found: large - 1, expected: large });
    expect(farthestApart(i32(5), i32(4), doubles, [i32(4), i32(5)])).toBeNull();
  });

  it("have one type", () => {
    for (const other of [i32(1), hostTensor([1]), hostTensor([[1]], [1, 1], "f64"), f64(1, 1), f64()]) {
      expect(farthestApart(other, f64(1), doubles)?.distance).toBe(Infinity);
    }
  });

  it("are named where they are farthest apart", () => {
    expect(farthestApart(f64(1, 3, 2.5), f64(1, 2, 2), doubles)).toMatchObject({ element: 1, found: 3, expected: 2 });
  });
});
