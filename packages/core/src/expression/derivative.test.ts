/** Derivatives of scalar functions: beside differences where they are smooth, and by convention where they are not. */
import { describe, expect, it } from "vitest";
import { gradientsOf } from "../differentiate/gradients.ts";
import { f64 } from "../graph/tensor-type.ts";
import { defineOp } from "../op/define-op.ts";
import { full, sumTo } from "../op/structural.ts";
import { compile } from "../run/compile.ts";
import { trace } from "../trace/trace.ts";
import { interpretingBackend } from "../../test/interpreting-backend.ts";
import { Scalar } from "./scalar.ts";
import { scalarFunctions, type ScalarFunctionName } from "./scalar-function.ts";

/** The slopes of a function by both of its arguments, at pairs of them. */
async function slopes(name: ScalarFunctionName, points: readonly (readonly [number, number])[]): Promise<number[][]> {
  const { arity } = scalarFunctions[name];
  const op = defineOp({
    name: "function",
    inputs: ["a", "b"],
    forward: {
      scalar: (inputs) => new Scalar({ kind: "call", name, inputs: inputs.slice(0, arity) }, "f64"),
    },
  });
  const traced = trace({ a: f64(points.length), b: f64(points.length) }, ({ a, b }) => {
    const [byA, byB] = gradientsOf(sumTo(op(a, b), []), [a, b] as const);
    return { byA, byB: arity === 1 ? full([points.length], 0, "f64") : byB };
  });
  const program = await compile(traced, { backend: interpretingBackend() });
  const { byA, byB } = program.run({ a: points.map(([a]) => a), b: points.map(([, b]) => b) });
  return points.map((_, at) => [byA.data[at] ?? NaN, byB.data[at] ?? NaN]);
}

/** Where each is smooth; functions of one argument have only the first. */
const smooth: Partial<Record<ScalarFunctionName, readonly (readonly [number, number])[]>> = {};
const anywhere: readonly (readonly [number, number])[] = [
  [0.6, 0.8],
  [-0.7, 1.3],
  [2.2, -0.4],
  [-1.4, -2.1],
];
const within: readonly (readonly [number, number])[] = [
  [0.6, 0],
  [-0.7, 0],
  [0.05, 0],
];
const positive: readonly (readonly [number, number])[] = [
  [0.6, 0.8],
  [1.7, -1.3],
  [3.2, 2],
];
const everywhere =
  "add sub mul div rem neg abs min max exp expm1 sin cos tan atan atan2 sinh cosh tanh asinh erf".split(" ");
for (const name of everywhere as ScalarFunctionName[]) smooth[name] = anywhere;
for (const name of ["asin", "acos", "atanh", "log1p"] as const) smooth[name] = within;
for (const name of ["pow", "sqrt", "log"] as const) smooth[name] = positive;
smooth.acosh = [
  [1.2, 0],
  [3.4, 0],
];

describe("the derivative", () => {
  it.each(Object.entries(smooth))("of %s is that of differences", async (name, points) => {
    const { evaluate, arity } = scalarFunctions[name as ScalarFunctionName];
    const found = await slopes(name as ScalarFunctionName, points);
    points.forEach(([a, b], at) => {
      const step = 1e-5;
      const byA = (evaluate(a + step, b, 0) - evaluate(a - step, b, 0)) / (2 * step);
      const byB = arity === 1 ? 0 : (evaluate(a, b + step, 0) - evaluate(a, b - step, 0)) / (2 * step);
      [byA, byB].forEach((wanted, side) => {
        const apart = Math.abs((found[at]?.[side] ?? NaN) - wanted);
        expect(apart, `at ${String(a)}, ${String(b)}`).toBeLessThan(1e-7 * (1 + Math.abs(wanted)));
      });
    });
  });

  it("is zero of what is flat where it has a slope at all", async () => {
    for (const name of ["sign", "floor", "ceil", "trunc", "round"] as const) {
      expect(
        await slopes(name, [
          [0.3, 0],
          [-1.7, 0],
        ]),
      ).toEqual([
        [0, 0],
        [0, 0],
      ]);
    }
  });

  it.each<readonly [ScalarFunctionName, point: readonly [number, number], wanted: readonly [number, number]]>([
    ["min", [2, 2], [0.5, 0.5]],
    ["max", [2, 2], [0.5, 0.5]],
    ["min", [1, 2], [1, 0]],
    ["max", [1, 2], [0, 1]],
    ["min", [NaN, 2], [1, 1]],
    ["max", [2, NaN], [1, 1]],
    ["abs", [0, 0], [0, 0]],
    ["pow", [0, 0], [0, 0]],
    ["pow", [0, 2], [0, 0]],
    ["pow", [3, 0], [0, Math.log(3)]],
    ["pow", [0, -1], [-Infinity, -Infinity]],
    ["expm1", [-50, 0], [Math.exp(-50), 0]],
    ["asinh", [1e200, 0], [1e-200, 0]],
    ["asinh", [-1e200, 0], [1e-200, 0]],
    ["asinh", [1e10, 0], [1e-10, 0]],
    ["atan2", [0, 0], [0, 0]],
    ["atan2", [1e200, 1e200], [0.5e-200, -0.5e-200]],
    ["atan2", [1e-200, -1e-200], [-0.5e200, -0.5e200]],
    ["atan2", [0, 4], [0.25, -0]],
    ["atan2", [-4, 0], [0, 0.25]],
    ["sqrt", [0, 0], [Infinity, 0]],
  ])("of %s at %j is %j", async (name, point, wanted) => {
    const [found = []] = await slopes(name, [point]);
    found.forEach((value, side) => {
      const expected = wanted[side] ?? NaN;
      if (!Number.isFinite(expected) || expected === 0) expect(value + 0).toBe(expected + 0);
      else expect(Math.abs(value / expected - 1)).toBeLessThan(1e-12);
    });
  });
});
