/** The laws of the comparisons that every check is made of. */
import fc from "fast-check";
import { ConstantData } from "../graph/constant-data.ts";
import { describe, expect, it } from "vitest";
import { RensaError } from "../graph/error.ts";
import { hostTensor, type HostTensor } from "../graph/host-tensor.ts";
import { asTyped, firstDifference, resultsDifference, tensorDifference, treeDifference } from "./compare.ts";

const numbers = fc.double();
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const closeness = fc.constantFrom("bits" as const, 0, 1e-9, 1e-5, { relative: 1e-3, absolute: 0 });
const differs = (a: number, b: number, close: Parameters<typeof firstDifference>[2]): boolean =>
  firstDifference([a], [b], close) !== null;

describe("numbers", () => {
  it("are what they are themselves, whatever they are", () => {
    fc.assert(fc.property(fc.array(numbers), closeness, (list, close) => firstDifference(list, list, close) === null));
  });

  it("differ from others as those differ from them", () => {
    fc.assert(fc.property(numbers, numbers, closeness, (a, b, close) => differs(a, b, close) === differs(b, a, close)));
  });

  it("that are NaN are that and nothing else", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), closeness, (number, close) => {
        expect([differs(Number.NaN, number, close), differs(number, Number.NaN, close)]).toEqual([true, true]);
      }),
    );
    expect(firstDifference([Number.NaN], [Number.NaN], 0)).toBeNull();
  });

  it("that are infinite are that, with their sign, and nothing else", () => {
    const others = fc.oneof(numbers, fc.constantFrom(Number.MAX_VALUE, -Number.MAX_VALUE));
    fc.assert(
      fc.property(others, fc.constantFrom(Infinity, -Infinity), closeness, (number, infinity, close) => {
        expect(differs(number, infinity, close)).toBe(number !== infinity);
      }),
    );
  });

  it("agree within the larger of the two tolerances, relative to the larger number, and no farther", () => {
    const tolerance = fc.double({ min: 1e-12, max: 1e-2, noNaN: true });
    const moderate = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(moderate, tolerance, tolerance, (a, relative, absolute) => {
        const allowed = Math.max(absolute, relative * Math.abs(a));
        expect(differs(a + 0.9 * allowed, a, { relative, absolute })).toBe(false);
        expect(differs(a + 1.2 * allowed, a, { relative, absolute })).toBe(true);
        expect(differs(a - 1.2 * allowed, a, { relative, absolute })).toBe(true);
      }),
    );
  });

  it("have one tolerance for both parts where one is given", () => {
    expect([
      differs(1e-6, 0, 1e-5),
      differs(1e6 + 9, 1e6, 1e-5),
      differs(2e-5, 0, 1e-5),
      differs(1e6 + 11, 1e6, 1e-5),
    ]).toEqual([false, false, true, true]);
    expect([differs(1e-6, 0, { relative: 1, absolute: 0 }), differs(1e-6, 0, { relative: 1e-5, absolute: 0 })]).toEqual(
      [false, true],
    );
  });

  it("have other bits where a tolerance of 0 sees none: zeros by their sign", () => {
    expect([differs(0, -0, "bits"), differs(0, -0, 0)]).toEqual([true, false]);
    fc.assert(fc.property(finite, finite, (a, b) => differs(a, b, "bits") === !Object.is(a, b)));
    expect(firstDifference([0], [-0], "bits")).toEqual({ where: "element 0", expected: "-0", found: "0" });
  });

  it("are counted before they are compared: nothing is not something", () => {
    fc.assert(
      fc.property(fc.array(finite), fc.array(finite, { minLength: 1 }), closeness, (list, more, close) => {
        expect(firstDifference(list, [...list, ...more], close)?.where).toBe("the number of elements");
        expect(firstDifference([...list, ...more], list, close)?.where).toBe("the number of elements");
      }),
    );
  });

  it("are found where they differ first", () => {
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1 }), fc.nat(), (list, place) => {
        const at = place % list.length;
        const found = list.map((each, index) => (index >= at ? Number.NaN : each));
        expect(firstDifference(found, list, 1e-5)?.where).toBe(`element ${String(at)}`);
      }),
    );
  });

  it("have no tolerance that lets everything agree", () => {
    for (const tolerance of [Infinity, Number.NaN, -1])
      for (const close of [tolerance, { relative: tolerance, absolute: 0 }, { relative: 0, absolute: tolerance }])
        expect(() => firstDifference([1], [1], close)).toThrow(RensaError);
  });
});

describe("tensors", () => {
  const vector = hostTensor([1, 2, 3]);
  it("have a shape, a dtype and as many elements as that, before any is compared", () => {
    const others: readonly (readonly [HostTensor | undefined, string])[] = [
      [undefined, "the tensor"],
      [hostTensor([[1, 2, 3]]), "the type"],
      [hostTensor([1, 2, 3], [3], "f64"), "the type"],
      [hostTensor([1, 2, 3], [3], "i32"), "the type"],
      [{ ...vector, data: vector.data.slice(0, 2) }, "the number of elements"],
      [{ ...vector, data: new Float32Array(4) }, "the number of elements"],
      [hostTensor([1, 5, 3]), "element 1"],
    ];
    for (const [other, where] of others) expect(tensorDifference(other, vector, 1e-5)?.where).toBe(where);
    expect(tensorDifference(hostTensor([1, 2, 3]), vector, "bits")).toBeNull();
    expect(tensorDifference(hostTensor([], [0, 3]), hostTensor([], [3, 0]), 1)?.where).toBe("the type");
  });

  it("by path are all there, and no others", () => {
    const one = new Map([["a", vector]]);
    const two = new Map([
      ["a", vector],
      ["b", hostTensor(1)],
    ]);
    expect(resultsDifference(one, one, "bits")).toBeNull();
    expect(resultsDifference(one, two, 1)).toMatchObject({ where: "the results", expected: "2 tensors" });
    expect(resultsDifference(two, one, 1)).toMatchObject({ where: "the results", found: "2 tensors" });
    expect(resultsDifference(new Map([["b", vector]]), one, 1)?.where).toBe("the tensor of a");
    expect(resultsDifference(new Map([["a", hostTensor([1, 2, 4])]]), one, 1e-5)?.where).toBe("element 2 of a");
    expect(resultsDifference(new Map(), new Map(), 1)?.where).toBe("what is compared");
  });
});

describe("what is computed in float64", () => {
  it("has the float types of others, and keeps its elements and all other types", () => {
    const exact = new Map<string, HostTensor>([
      ["a", hostTensor([1 / 3], [1], "f64")],
      ["b", hostTensor([1], [1], "i32")],
      ["c", hostTensor([2], [1], "f64")],
    ]);
    const others = new Map<string, HostTensor>([
      ["a", hostTensor([1 / 3])],
      ["b", hostTensor([1])],
    ]);
    const typed = asTyped(exact, others);
    expect([...typed].map(([path, { dtype }]) => [path, dtype])).toEqual([
      ["a", "f32"],
      ["b", "i32"],
      ["c", "f64"],
    ]);
    expect(typed.get("a")?.data[0]).toBe(1 / 3);
  });
});

describe("trees", () => {
  it("are the same where every leaf is, by its name, and differ at the first that is not", () => {
    const data = (last: number): ConstantData => ConstantData.copy("f32", [1, last]);
    expect(treeDifference({ data: data(-0) }, { data: data(-0) })).toBeNull();
    expect(treeDifference({ data: data(0) }, { data: data(-0) })).not.toBeNull();
    expect(treeDifference(data(0), ConstantData.copy("f64", [1, 0]))).not.toBeNull();
    fc.assert(fc.property(fc.jsonValue(), (value) => treeDifference(structuredClone(value), value) === null));
    expect(treeDifference({ a: [1, -0] }, { a: [1, 0] })).toEqual({
      where: "the value.a.1",
      expected: "0",
      found: "-0",
    });
    for (const other of [{ a: [1] }, { a: { 0: 1, 1: 0 } }, { a: [1, 0], b: 1 }, { a: "1,0" }, null, [1, 0]])
      expect(treeDifference(other, { a: [1, 0] })).not.toBeNull();
  });
});
