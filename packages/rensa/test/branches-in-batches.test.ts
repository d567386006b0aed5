/** A batch whose examples take different branches: its derivatives are those of each example, to any order. */
import { cond, f64, grad, gradientsOf, jacobian, scan, trace, vmap, type Tensor } from "@rensa/core";
import { graphFromJson, graphToJson, loadGraph, parseGraph, printGraph } from "@rensa/core/graph";
import { add, div, exp, greater, log, mul, pow, sin, sqrt, sum } from "@rensa/ops";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { standardRegistry } from "../src/index.ts";
import { expectClose, run, runOnJs } from "./run.ts";

type Scalar = Tensor<readonly [], "f64">;
type Example = (x: Scalar, w: Scalar) => Scalar;

/** The ways not taken have infinite slopes at 0, or none. */
const singular: Readonly<Record<string, Example>> = {
  log: (x, w) => log(mul(x, w)),
  root: (x, w) => mul(sqrt(x), w),
  quotient: (x, w) => div(w, x),
  power: (x, w) => mul(pow(x, 0.5), w),
  overflow: (x, w) => exp(div(w, x)),
};
const smooth: Example = (x, w) => mul(sin(x), w);
const branch =
  (name: string): Example =>
  (x, w) =>
    cond(
      greater(x, 0),
      () => singular[name]?.(x, w) ?? x,
      () => smooth(x, w),
    );
const shapes: Readonly<Record<string, (inner: Example) => Example>> = {
  alone: (inner) => inner,
  "a branch in a branch": (inner) => (x, w) =>
    cond(
      greater(w, 0),
      () => inner(x, w),
      () => smooth(x, w),
    ),
  "a branch in its own branch": (inner) => (x, w) =>
    cond(
      greater(x, 0),
      () => mul(inner(x, w), x),
      () => inner(x, w),
    ),
  "in a loop": (inner) => (x, w) => scan(x, {}, (carry) => [add(mul(carry, 0), inner(x, w)), {}], { length: 2 })[0],
  "as a result of a loop": (inner) => (x, w) => sum(scan(w, {}, (carry) => [carry, inner(x, carry)], { length: 2 })[1]),
  "in a batch of a batch": (inner) => (x, w) => {
    const one = trace({ x: f64(), w: f64() }, (given) => inner(given.x, given.w));
    const xs = scan(x, {}, (carry) => [mul(carry, 0), carry], { length: 2 })[1];
    return sum(vmap(one, 2, { shared: ["w"] })({ x: xs as Tensor<readonly [2], "f64">, w }));
  },
};

const xs = [2, 0, 0.5, -1];

describe("a batch of branches", () => {
  it("has the gradients of each example, shared ones summed, of first and second order", async () => {
    const names = fc.constantFrom(...Object.keys(singular));
    await fc.assert(
      fc.asyncProperty(names, fc.constantFrom(...Object.keys(shapes)), async (name, shape) => {
        const inner = shapes[shape]?.(branch(name)) ?? smooth;
        const one = trace({ x: f64(), w: f64() }, ({ x, w }) => inner(x, w));
        const slopes = grad(one, ["x", "w"]);
        const curves = trace({ x: f64(), w: f64() }, ({ x, w }) => {
          const { x: dx, w: dw } = slopes({ x, w });
          return gradientsOf(add(dx, mul(dw, 3)), { x, w });
        });
        const batched = vmap(one, 4, { shared: ["w"] });
        const spec = { x: f64(4), w: f64() };
        const total = trace(spec, (given) => sum(batched(given)));
        const first = grad(total, ["x", "w"]);
        const second = trace(spec, (given) => {
          // The derivative of x's own slopes, and of w's, which are what each example adds up to.
          const { x: dx, w: dw } = first(given);
          return gradientsOf(add(sum(dx), mul(dw, 3)), given);
        });
        const each = async (traced: typeof slopes): Promise<{ x: number[]; w: number[] }> => {
          const found = { x: [] as number[], w: [0] };
          for (const x of xs) {
            const { x: dx, w: dw } = await runOnJs(traced, { x, w: 0.7 });
            found.x.push(dx?.[0] ?? NaN);
            found.w = [(found.w[0] ?? 0) + (dw?.[0] ?? NaN)];
          }
          return found;
        };
        expectClose(await runOnJs(first, { x: xs, w: 0.7 }), await each(slopes), 1e-12);
        expectClose(await runOnJs(second, { x: xs, w: 0.7 }), await each(curves), 1e-12);
        const forward = await runOnJs(jacobian(total, ["x", "w"], { mode: "forward" }), { x: xs, w: 0.7 });
        expectClose(forward, await each(slopes), 1e-12);
      }),
      { numRuns: 12 },
    );
  });

  it("prints, parses and loads, before and after differentiation", async () => {
    const one = trace({ x: f64(), w: f64() }, ({ x, w }) => branch("log")(x, w));
    const batched = vmap(one, 4, { shared: ["w"] });
    const slope = trace({ x: f64(4), w: f64() }, (given) => gradientsOf(sum(batched(given)), given));
    for (const { graph: made } of [batched, slope]) {
      const wanted = await run(loadGraph(made, standardRegistry()), { x: xs, w: 0.7 });
      expect(Object.values(wanted).flat().every(Number.isFinite)).toBe(true);
      for (const graph of [parseGraph(printGraph(made)), graphFromJson(graphToJson(made))]) {
        expect(await run(loadGraph(graph, standardRegistry()), { x: xs, w: 0.7 })).toEqual(wanted);
      }
    }
  });
});
