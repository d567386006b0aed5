/** Formulas whose parts are shared again and again. */
import { f64, makeOp, trace, type Tensor } from "@rensa/core";
import { sum } from "@rensa/ops";
import { expect, it } from "vitest";
import { explain } from "../src/index.ts";

it("is left out where it would be endless, and the factor stands", () => {
  const deep = makeOp({
    name: "deep",
    inputs: ["x"],
    forward: {
      scalar: ([x]) => {
        let value = x;
        for (let at = 0; at < 60; at++) value = value.mul(value).mul(0.5).add(value);
        return value;
      },
    },
  });
  const traced = trace({ x: f64(2) }, ({ x }): Tensor => sum(deep(x)));
  const found = explain(traced, { inputs: { x: [-0.01, -0.02] }, weight: "x", index: [0] });
  expect(found.count).toBe("1");
  expect(found.gradient).toBeGreaterThan(0);
  expect(Math.abs(found.remainder)).toBeLessThan(1e-12);
  expect(found.paths[0]?.steps.some(({ formula }) => formula === null)).toBe(true);
});
