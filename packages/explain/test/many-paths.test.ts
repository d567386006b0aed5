/** More paths than anybody could look at. */
import { f64, trace, type Tensor } from "@rensa/core";
import { add, mul, sin, sum } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import { explain, formatExplanation } from "../src/index.ts";

/** A value that is read twice by each of many steps: paths double with each. */
function ladder(length: number, rung: (value: Tensor) => Tensor) {
  return trace({ w: f64() }, ({ w }) => {
    let value: Tensor = w;
    for (let step = 0; step < length; step++) value = rung(value);
    return sum(value);
  });
}

describe("2^200 paths", () => {
  const most = 2n ** 200n;

  it("that are all equal are counted, added up, and some of them listed", () => {
    const traced = ladder(200, (value) => add(mul(value, 0.5), mul(value, 0.5)));
    const found = explain(traced, { inputs: { w: 1 }, weight: "w" });
    expect(found).toMatchObject({ level: "scalars", count: String(most), gradient: 1, sum: 1, isLargest: true });
    expect(found.paths.map(({ contribution }) => contribution)).toEqual(Array.from({ length: 10 }, () => 2 ** -200));
    expect(new Set(found.paths.map(({ steps }) => JSON.stringify(steps))).size).toBe(10);
    expect(BigInt(found.rest.count)).toBe(most - 10n);
    expect(formatExplanation(found)).toContain("∂loss/∂w = 1 over 1.61e60 paths");
  });

  it("of which one is the largest, and the next ones leave it at one step each", () => {
    const traced = ladder(200, (value) => add(mul(value, 0.75), mul(value, 0.25)));
    const { paths } = explain(traced, { inputs: { w: 1 }, weight: "w", largest: 5 });
    const largest = 0.75 ** 200;
    const wanted = [largest, ...Array.from({ length: 4 }, () => largest / 3)];
    paths.forEach(({ contribution }, at) => {
      expect(Math.abs(contribution / (wanted[at] ?? 0) - 1)).toBeLessThan(1e-12);
    });
  });

  it("whose sizes differ by rounding alone are listed as quickly", () => {
    const traced = ladder(200, (value) => add(mul(mul(value, 0.1), 3), mul(value, 0.3)));
    const { paths, count } = explain(traced, { inputs: { w: 1 }, weight: "w", largest: 100 });
    expect(count).toBe(String(most));
    expect(paths).toHaveLength(100);
  });

  it("of tensors are counted, some followed, and it is said that there may be larger ones", () => {
    const traced = ladder(200, (value) => add(mul(value, 0.75), mul(value, 0.25)));
    const found = explain(traced, { inputs: { w: 1 }, weight: "w", level: "tensors", largest: 5 });
    expect(found).toMatchObject({ count: String(most), isLargest: false });
    expect(found.paths).toHaveLength(5);
    expect(Math.abs((found.paths[0]?.contribution ?? 0) / 0.75 ** 200 - 1)).toBeLessThan(1e-12);
    expect(Math.abs(found.sum - 1)).toBeLessThan(1e-12);
    expect(formatExplanation(found)).toContain("there may be larger ones");
  });
});

describe("factors that over- or underflow together", () => {
  it("are put in order by size all the same", () => {
    const traced = trace({ w: f64() }, ({ w }) => {
      const tiny = mul(mul(mul(w, 1e-200), 1e-200), 1e250);
      return sum(add(tiny, mul(sin(w), 1e-160)));
    });
    const { paths } = explain(traced, { inputs: { w: 0 }, weight: "w" });
    // The product of the first three factors is 0 in between, and 1e-150 as a whole.
    expect(paths[0]?.steps[0]?.op).toBe("mul");
    expect(paths[1]?.steps[0]?.op).toBe("sin");
  });
});
