/** Forward mode is reverse mode's other half: they agree through everything, and what has no forward mode says so. */
import {
  checkpoint,
  cond,
  customVjp,
  f64,
  full,
  gradientsOf,
  hessian,
  jacobian,
  scan,
  trace,
  vmap,
  type Tensor,
} from "@rensa/core";
import { add, clamp, exp, greater, log, mul, relu, sin, square, sum, tanh, where } from "@rensa/ops";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectClose, runOnJs as run } from "./run.ts";
import { caught } from "./caught.ts";

type Vector = Tensor<readonly [3], "f64">;
type Layer = (x: Vector) => Vector;

const each = (x: Vector, body: (element: Tensor<readonly [], "f64">) => Tensor<readonly [], "f64">): Vector =>
  scan(full([], 0, "f64"), x, (carry, element) => {
    const next = tanh(add(mul(carry, 2), element));
    return [next, body(mul(next, element))];
  })[1] as Vector;

/** Layers of three numbers, among them those whose results, carries, branches and batches change along the inputs. */
const layers: Readonly<Record<string, Layer>> = {
  elementwise: (x) => mul(sin(x), exp(x)),
  "stacked results": (x) => each(x, (element) => square(element)),
  "stacked results in reverse": (x) =>
    scan(full([], 1, "f64"), x, (carry, element) => [mul(carry, element), add(carry, sin(element))], {
      reverse: true,
    })[1] as Vector,
  "results of which only one is read": (x) =>
    scan(sum(x), x, (carry, element) => [mul(carry, element), { read: mul(carry, carry), unread: exp(element) }])[1]
      .read as Vector,
  "a carried vector and a constant": (x) => scan(x, {}, (carry) => [tanh(mul(carry, x)), {}], { length: 3 })[0],
  "a loop in a loop": (x) => each(x, (element) => sum(each(x, (inner) => mul(inner, element)))),
  checkpoint: (x) =>
    checkpoint(() =>
      mul(
        x,
        each(x, (element) => tanh(element)),
      ),
    ),
  "a branch": (x) =>
    cond(
      greater(sum(x), 0),
      () =>
        mul(
          each(x, (element) => exp(element)),
          x,
        ),
      () => square(x),
    ),
  "a batch": (x) =>
    vmap(
      trace({ e: f64(), all: f64(3) }, ({ e, all }) => sum(each(mul(all, e), (element) => square(element)))),
      3,
      { shared: ["all"] },
    )({ e: x, all: x }),
  "a batch of branches": (x) =>
    vmap(
      trace({ e: f64() }, ({ e }) =>
        cond(
          greater(e, 0),
          () => log(add(e, 1)),
          () => mul(e, e),
        ),
      ),
      3,
    )({ e: x }),
  "a gradient": (x) =>
    gradientsOf(
      sum(
        mul(
          each(x, (element) => square(element)),
          x,
        ),
      ),
      x,
    ),
  "where and relu": (x) => where(greater(x, 0), relu(x), mul(x, x)),
};

describe("forward mode", () => {
  it("has the Jacobian and the Hessian that reverse mode has, through every sequence of layers", async () => {
    const names = fc.array(fc.constantFrom(...Object.keys(layers)), { minLength: 1, maxLength: 2 });
    const at = fc.array(
      fc.integer({ min: -9, max: 9 }).map((n) => n / 10 + 0.05),
      { minLength: 3, maxLength: 3 },
    );
    await fc.assert(
      fc.asyncProperty(names, at, async (sequence, x) => {
        const traced = trace({ x: f64(3) }, (given) => {
          const result = sequence.reduce<Vector>((value, name) => layers[name]?.(value) ?? value, given.x);
          return sum(mul(result, square(result)));
        });
        const slope = trace({ x: f64(3) }, (given) => gradientsOf(traced(given), given.x));
        const forward = await run(jacobian(slope, ["x"], { mode: "forward" }), { x });
        expectClose(forward, await run(jacobian(slope, ["x"], { mode: "reverse" }), { x }), 1e-9);
        expectClose(forward, { x: (await run(hessian(traced, ["x"]), { x }))["x.x"] ?? [] }, 1e-9);
      }),
      { numRuns: 12 },
    );
  });

  it("is what transposing twice by hand gives, from a cotangent of zeros", async () => {
    const tangent = trace({ x: f64(3), t: f64(3) }, ({ x, t }) => {
      const zeros = full([3], 0, "f64");
      const cotangent = gradientsOf(sum(each(x, (element) => square(element))), x);
      const direct = gradientsOf(
        each(x, (element) => square(element)),
        x,
        zeros,
      );
      return { sum: sum(mul(cotangent, t)), change: sum(gradientsOf(direct, zeros, t)) };
    });
    const { sum: wanted, change } = await run(tangent, { x: [0.1, 0.2, -0.3], t: [1, -2, 0.5] });
    expect(change?.[0]).toBeCloseTo(wanted?.[0] ?? NaN, 12);
    expect(Math.abs(wanted?.[0] ?? 0)).toBeGreaterThan(1e-3);
  });

  it("is refused through a vjp that is not linear in its gradient, and reverse mode works", async () => {
    const clipped = customVjp({
      name: "clipped_gradient",
      inputs: ["x"],
      forward: (x) => mul(x, x) as Vector,
      vjp: ({ inputs: [x], gradient }) => [() => clamp(mul(gradient, x), { min: -1, max: 1 })],
    });
    const traced = trace({ x: f64(3) }, ({ x }) => clipped(x));
    const error = caught(() => jacobian(traced, ["x"], { mode: "forward" }));
    expect(error).toMatchObject({ code: "NOT_DIFFERENTIABLE" });
    expect(error.origin?.file).toContain("forward-mode.test.ts");
    const inBody = trace({ x: f64(3) }, ({ x }) => scan(x, {}, (c) => [clipped(c), {}], { length: 1 })[0]);
    expect(caught(() => jacobian(inBody, ["x"], { mode: "forward" }))).toMatchObject({ code: "NOT_DIFFERENTIABLE" });
    const found = await run(jacobian(traced, ["x"], { mode: "reverse" }), { x: [0.5, 2, -3] });
    expectClose(found, { x: [0.5, 0, 0, 0, 1, 0, 0, 0, -1] }, 0);
  });
});
