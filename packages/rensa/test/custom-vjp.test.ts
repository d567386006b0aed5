/** Functions with a derivative of their own that are made while a model is traced, each time that it is called. */
import { checkpoint, cond, customVjp, f64, grad, scan, trace, vmap, type Tensor } from "@rensa/core";
import { graphFromJson, graphToJson, parseGraph, printGraph } from "@rensa/core/graph";
import { add, greater, mul, sum } from "@rensa/ops";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runFlat } from "./run.ts";

type Value = Tensor<readonly [3], "f64">;

/** The identity, whose gradient is `scale` times what it gets: made anew at every call, as in a model's function. */
function scaled(x: Value, scale: number): Value {
  const op = customVjp({
    name: "scaled",
    inputs: ["x"],
    forward: (value) => mul(value, 1),
    vjp: ({ gradient }) => [() => mul(gradient, scale)],
  });
  return op(x) as Value;
}

/** The ways to call it, all of the identity's value. */
const ways: Readonly<Record<string, (x: Value, scale: number) => Value>> = {
  plainly: scaled,
  "in a loop": (x, scale) => scan(x, {}, (carry) => [scaled(carry, scale), {}], { length: 1 })[0],
  "in a branch": (x, scale) =>
    cond(
      greater(sum(x), -1e9),
      () => scaled(x, scale),
      () => scaled(x, 1e9),
    ),
  "in a checkpoint": (x, scale) => checkpoint(() => scaled(x, scale)),
};

describe("a customVjp that is made inside of a model's function", () => {
  it("may be made at every call, with other numbers", async () => {
    const call = fc.tuple(fc.constantFrom(...Object.keys(ways)), fc.integer({ min: 2, max: 9 }));
    await fc.assert(
      fc.asyncProperty(fc.array(call, { minLength: 1, maxLength: 5 }), async (calls) => {
        const model = trace({ x: f64(3) }, ({ x }) =>
          sum(calls.reduce<Value>((value, [way, scale]) => ways[way]!(value, scale), x)),
        );
        const product = calls.reduce((total, [, scale]) => total * scale, 1);
        expect(await runFlat(grad(model, ["x"]), { x: [1, 2, 3] })).toEqual([product, product, product]);
      }),
      { numRuns: 40, seed: 3 },
    );
  });

  it("nests with transforms, and its graph is printed and stored like any other", async () => {
    const twice = trace({ x: f64(3) }, ({ x }) => sum(add(scaled(x, 2), scaled(scaled(x, 3), 5))));
    expect(printGraph(parseGraph(printGraph(twice.graph)))).toBe(printGraph(twice.graph));
    expect(printGraph(graphFromJson(graphToJson(twice.graph)))).toBe(printGraph(twice.graph));
    const rows = [
      [1, 2, 3],
      [4, 5, 6],
    ];
    expect(await runFlat(vmap(grad(twice, ["x"]), 2), { x: rows })).toEqual(Array<number>(6).fill(2 + 3 * 5));
  });

  it("has the same names in every trace", () => {
    const make = () => trace({ x: f64(3) }, ({ x }) => sum(add(scaled(x, 2), scaled(x, 3))));
    expect(printGraph(make().graph)).toBe(printGraph(make().graph));
  });
});
