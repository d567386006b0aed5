/** Decimal numbers are read as the engine reads them, to the bit, and nothing else is a number. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDecimal } from "./decimal.ts";

const digits = (most: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"), maxLength: most });
const written = fc
  .tuple(
    fc.constantFrom("", "-", "+"),
    digits(20),
    fc.constantFrom("", "."),
    digits(20),
    fc.constantFrom("", "e3", "E-7"),
  )
  .map((parts) => parts.join(""));

const reference = (text: string): number =>
  /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/.test(text) ? Number(text) : NaN;

describe("readDecimal", () => {
  it("gives the double nearest to what is written", () => {
    fc.assert(
      fc.property(written, (text) => {
        expect(readDecimal(text)).toBe(reference(text));
      }),
      { numRuns: 3000 },
    );
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        // The text of -0 is "0".
        expect(readDecimal(String(value))).toBe(value + 0);
      }),
      { numRuns: 1000 },
    );
  });

  it("takes no other text for a number", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("0", "1", ".", "-", "+", "e", " ", "x", "X", "_", "n", ","), maxLength: 6 }),
        (text) => {
          expect(readDecimal(text)).toBe(reference(text));
        },
      ),
      { numRuns: 3000 },
    );
  });
});
