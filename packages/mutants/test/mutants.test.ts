/** The mutations that are made, and that the same seed chooses the same of them. */
import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { chooseMutants, mutantsOf } from "../src/mutant.ts";
import { applyMutation, findMutations } from "../src/mutation.ts";

const mutated = (text: string): readonly string[] => findMutations(text).map((each) => applyMutation(text, each));

describe("mutations", () => {
  it.each([
    ["a + b", ["a - b"]],
    ["a < b", ["a <= b"]],
    ["a === b && c", ["a !== b && c", "a === b || c"]],
    ["f(!a)", ["f((a))", ";"]],
    ["a ?? b", ["b"]],
    ["const x = a ? b : c", ["const x = true ? b : c", "const x = false ? b : c"]],
    ["const x = Math.min(1, n)", ["const x = Math.max(1, n)", "const x = Math.min((1 + 1), n)"]],
    ["const x = list.filter(f).length", ["const x = list.length"]],
    ["const x = list[i] ?? -1", ["const x = -1"]],
    ["const x = true", ["const x = false"]],
    ["if (a) b = c;", ["if (false) b = c;", "if (true) b = c;", "if (a) ;"]],
    ['if (a) throw new Error("a + b");', ['if (false) throw new Error("a + b");', "if (a) ;"]],
  ])("of %s", (text, expected) => {
    const statements = mutated(text).filter((each) => each !== ";" || expected.includes(";"));
    expect(new Set(statements)).toEqual(new Set(expected));
  });

  it("leave types, imports and comments alone", () => {
    expect(mutated('import type { A } from "b"; type B = A | 3; // a + b\nconst x: 1 | 2 = y;')).toEqual([]);
  });
});

describe("a choice", () => {
  const mutants = mutantsOf(
    "a.ts",
    Array.from({ length: 40 }, (_, i) => `const x${String(i)} = a + ${String(i)};`).join("\n"),
  );

  it("is the same for the same seed, has no mutant twice, and as many as were asked for", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 100 }), (seed, count) => {
        const ids = chooseMutants(mutants, count, seed).map(({ id }) => id);
        expect(chooseMutants(mutants, count, seed).map(({ id }) => id)).toEqual(ids);
        expect(new Set(ids).size).toBe(Math.min(count, mutants.length));
      }),
    );
  });

  it("comes from everywhere", () => {
    const seen = new Set(
      Array.from({ length: 200 }, (_, seed) => chooseMutants(mutants, 5, seed)).flatMap((chosen) =>
        chosen.map(({ id }) => id),
      ),
    );
    expect(seen.size).toBe(mutants.length);
  });

  it("names a place by file, line and column", () => {
    expect(mutants[0]?.id).toBe("a.ts:1:14:0");
    expect(mutants[0]?.description).toBe("+  ->  -");
  });
});
