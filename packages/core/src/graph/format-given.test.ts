/** Values in a few words, as errors show them. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatGiven, quoteName } from "./format-given.ts";

describe("formatGiven", () => {
  it.each([
    [undefined, "missing"],
    [null, "null"],
    [true, "true"],
    [12n, "12n"],
    [-0, "-0"],
    [0, "0"],
    [NaN, "NaN"],
    [2.5, "2.5"],
    ["text", '"text"'],
    [Symbol("name"), "a symbol"],
    [() => 1, "a function"],
    [{ a: 1 }, "a record"],
    [new Map(), "a record"],
    [[], "[]"],
    [[1, "a", null, undefined, [2, 3]], '[1, "a", null, missing, [...]]'],
    [[1, 2, 3, 4, 5, 6], "[1, 2, 3, 4, 5, 6]"],
    [[1, 2, 3, 4, 5, 6, 7], "[1, 2, 3, 4, 5, 6, ...]"],
  ])("says of a value what it is: %#", (value, words) => {
    expect(formatGiven(value)).toBe(words);
  });

  it("is short, whatever is given, and runs nothing of it", () => {
    const value = fc.anything({ withBigInt: true, withDate: true, withMap: true, withTypedArray: true, maxDepth: 3 });
    fc.assert(
      fc.property(value, (given) => {
        // Six texts of 60 characters, escaped, at most.
        expect(formatGiven(given).length).toBeLessThan(6 * 6 * 70);
      }),
    );
    const trap = new Proxy(
      {},
      {
        get: () => {
          throw new TypeError("This was run.");
        },
      },
    );
    expect(formatGiven(trap)).toBe("a record");
  });
});

describe("quoteName", () => {
  it("keeps what has 60 characters and cuts what has more", () => {
    expect(quoteName("a".repeat(60))).toBe(`"${"a".repeat(60)}"`);
    expect(quoteName("a".repeat(61))).toBe(`"${"a".repeat(60)}..."`);
  });
});
