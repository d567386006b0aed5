import { structuralOps } from "@rensa/core/graph";
import { describe, expect, test } from "vitest";
import { standardOps } from "../standard-ops.ts";
import { algebra } from "./algebra.ts";

describe("algebra", () => {
  test("names every rule by an equation of its own", () => {
    const names = algebra.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^.+ -> .+$/);
  });

  test("rewrites ops of this package and structural ops only", () => {
    const known = new Set([...structuralOps, ...standardOps.ops].map(({ definition }) => definition));
    for (const { pattern } of algebra) expect(known.has(pattern.op.definition)).toBe(true);
  });
});
