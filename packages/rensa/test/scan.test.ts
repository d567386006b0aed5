/** Scans: beside their unrolled forms, differentiated, vectorized and printed. */
import {
  f32,
  f64,
  full,
  grad,
  gradientsOf,
  hessianVectorProduct,
  i32,
  sampleTensor,
  scan,
  trace,
  vmap,
  type HostTensor,
  type Shape,
  type Tensor,
  type Traced,
} from "@rensa/core";
import { graphFromJson, graphToJson, loadGraph, parseGraph, printGraph } from "@rensa/core/graph";
import { add, matmul, mul, sum, take, tanh } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import { compile, standardRegistry } from "../src/index.ts";
import { expectClose, run, runFlat } from "./run.ts";

const steps = 7;

const spec = { h: f64(2, 3), x: f64(steps, 2, 4), w: f64(4, 3), u: f64(3, 3), b: f64(3) } as const;

const names = ["h", "x", "w", "u", "b"] as const;

const scanned = trace(spec, ({ h, x, w, u, b }) => {
  const [last, squares] = scan(h, { x }, (state, { x: element }) => {
    const next = tanh(add(add(matmul(element, w), matmul(state, u)), b));
    return [next, mul(next, next)];
  });
  return add(sum(last), sum(mul(squares, squares)));
});

const unrolled = trace(spec, ({ h, x, w, u, b }) => {
  let state: Tensor<readonly [2, 3], "f64"> = h;
  let total: Tensor<readonly [], "f64"> = full([], 0, "f64");
  for (let step = 0; step < steps; step++) {
    const element = sum(take(x, full([1], step, "i32")), 0) as Tensor<readonly [2, 4], "f64">;
    state = tanh(add(add(matmul(element, w), matmul(state, u)), b));
    const square = mul(state, state);
    total = add(total, sum(mul(square, square)));
  }
  return add(sum(state), total);
});

const sample = (shape: Shape): HostTensor => sampleTensor(shape, -1, 1, "f64");

const data = Object.fromEntries(Object.entries(spec).map(([name, { shape }]) => [name, sample(shape)]));

async function expectSame<A, B, R, S>(
  first: Traced<A, R>,
  second: Traced<B, S>,
  inputs: object,
  tolerance = 1e-11,
): Promise<void> {
  expectClose(await run(first, inputs), await run(second, inputs), tolerance);
}

describe("scan", () => {
  it("is its unrolled form", async () => {
    await expectSame(scanned, unrolled, data);
  });

  it("has the gradients of its unrolled form", async () => {
    await expectSame(grad(scanned, names), grad(unrolled, names), data);
  });

  it("has the second derivatives of its unrolled form", async () => {
    const vector = { w: sample([4, 3]), h: sample([2, 3]) };
    const [first, second] = [scanned, unrolled].map((each) => hessianVectorProduct(each, ["w", "h"]));
    await expectSame(first!, second!, { inputs: data, vector }, 1e-10);
  });

  it("has the gradients of each example that its unrolled form has", async () => {
    const shared = { shared: ["w", "u", "b"] as const };
    const many = { ...data, h: sample([3, 2, 3]), x: sample([3, steps, 2, 4]) };
    await expectSame(vmap(grad(scanned, names), 3, shared), vmap(grad(unrolled, names), 3, shared), many);
  });

  it("computes the gradients of weights outside the loop, in one product for all steps", () => {
    const { graph } = grad(scanned, ["w", "u", "b"]);
    const ops = Object.values(graph.nodes).map(({ op }) => op);
    expect(ops.filter((op) => op === "matmul.sum11")).toHaveLength(2);
    expect(ops).toContain("sum_to.sum1");
    const [backward] = Object.values(graph.nodes).filter(
      ({ op, attributes }) => op === "scan" && attributes["reverse"] === true,
    );
    expect(backward?.attributes["carried"]).toBe(1);
  });

  it("adds up the gradient of a table that every step looks up in", async () => {
    const words = { shape: [3, 2], dtype: "i32", data: Int32Array.of(0, 2, 2, 1, 2, 2) } as const;
    const looked = trace({ table: f64(4, 3), words: i32(3, 2) }, ({ table, words: all }) => {
      const [last] = scan(full([2, 3], 0.5, "f64") as Tensor, all, (state, word) => {
        const row: Tensor = take(table, word);
        return [tanh(mul(add(state, 1), row)), {}];
      });
      return sum(last) as Tensor<readonly [], "f64">;
    });
    const flat = trace({ table: f64(4, 3), words: i32(3, 2) }, ({ table, words: all }) => {
      let state: Tensor = full([2, 3], 0.5, "f64");
      for (let step = 0; step < 3; step++) {
        const word = sum(take(all, full([1], step, "i32")), 0);
        const row: Tensor = take(table, word);
        state = tanh(mul(add(state, 1), row));
      }
      return sum(state);
    });
    await expectSame(grad(looked, ["table"]), grad(flat, ["table"]), { table: sample([4, 3]), words });
  });

  it("adds up the gradient of a constant where nothing outside of the loop adds gradients", async () => {
    const traced = trace({ x: f32(4, 2, 3), w: f32(3, 3), h0: f32(2, 3) }, ({ x, w, h0 }) => {
      const [h] = scan(h0, x, (carried, each) => [tanh(add(matmul(carried, w), each)), {}]);
      return sum(h);
    });
    const data = { x: sampleTensor([4, 2, 3]), w: sampleTensor([3, 3]), h0: sampleTensor([2, 3]) };
    const program = await compile(grad(traced, ["w"]));
    expect(program.run(data).w.data.some((value) => value !== 0)).toBe(true);
  });

  it("has a gradient that prints, parses, and loads from JSON", async () => {
    const traced = grad(scanned, names);
    expect(parseGraph(printGraph(traced.graph))).toEqual(traced.graph);
    const loaded = loadGraph(graphFromJson(graphToJson(traced.graph)), standardRegistry());
    await expectSame(loaded, traced, data, 0);
  });

  it("runs in reverse, without sequences, without results, with integers", async () => {
    const cumulative = (reverse: boolean) =>
      trace(
        { x: f64(5) },
        ({ x }) => scan(full([], 0, "f64"), x, (total, each) => [add(total, each), add(total, each)], { reverse })[1],
      );
    expect(await runFlat(cumulative(false), { x: [1, 2, 3, 4, 5] })).toEqual([1, 3, 6, 10, 15]);
    expect(await runFlat(cumulative(true), { x: [1, 2, 3, 4, 5] })).toEqual([15, 14, 12, 9, 5]);
    const powers = trace(
      { x: f64() },
      ({ x }) =>
        scan(
          { value: x, count: full([], 0, "i32") },
          {},
          ({ value, count }) => [{ value: mul(value, x), count: add(count, 1) }, {}],
          { length: 4 },
        )[0],
    );
    expect(await runFlat(powers, { x: 2 })).toEqual([32, 4]);
    expect(
      await run(
        grad(
          trace({ x: f64() }, ({ x }) => powers({ x }).value),
          ["x"],
        ),
        { x: 2 },
      ),
    ).toEqual({ x: [80] });
  });

  it("runs no step: what is carried stays, results are empty, and gradients pass", async () => {
    const traced = trace({ h: f64(3), x: f64(0, 3), w: f64(3) }, ({ h, x, w }) => {
      const [last, results] = scan(h, x, (carry, element) => [mul(add(carry, element), w), { each: mul(carry, w) }]);
      const loss = add(sum(mul(last, last)), sum(results.each));
      return { last, results, slope: gradientsOf(loss, { h, x, w }) };
    });
    expect(traced.result).toMatchObject({ results: { each: { shape: [0, 3] } } });
    const found = await run(traced, {
      h: [1, 2, 3],
      x: { shape: [0, 3], dtype: "f64", data: new Float64Array(0) },
      w: [1, 1, 1],
    });
    expect(found).toEqual({
      last: [1, 2, 3],
      "results.each": [],
      "slope.h": [2, 4, 6],
      "slope.x": [],
      "slope.w": [0, 0, 0],
    });
  });

  it("nests in itself", async () => {
    const nested = trace({ x: f64(3, 4) }, ({ x }) => {
      const [total] = scan(full([], 1, "f64"), x, (outer, row) => {
        const [inner] = scan(outer, row, (value, each) => [tanh(mul(add(value, outer), each)), {}]);
        return [inner, {}];
      });
      return total;
    });
    const flat = trace({ x: f64(3, 4) }, ({ x }) => {
      let total: Tensor<readonly [], "f64"> = full([], 1, "f64");
      for (let row = 0; row < 3; row++) {
        const outer = total;
        for (let column = 0; column < 4; column++) {
          const line = sum(take(x, full([1], row, "i32")), 0);
          const each = sum(take(line, full([1], column, "i32")));
          total = tanh(mul(add(total, outer), each));
        }
      }
      return total;
    });
    const x = sample([3, 4]);
    await expectSame(nested, flat, { x });
    await expectSame(grad(nested, ["x"]), grad(flat, ["x"]), { x });
  });

  it("takes the same kernels for 10 steps and for 1,000", async () => {
    const kernels = async (length: number): Promise<number> => {
      const traced = trace({ x: f32(length, 8), w: f32(8, 8) }, ({ x, w }) => {
        const [last] = scan(full([1, 8], 0), x, (state, element) => [tanh(add(matmul(state, w), element)), {}]);
        return sum(last);
      });
      return (await compile(grad(traced, ["w"]))).stages.kernels.length;
    };
    expect(await kernels(1000)).toBe(await kernels(10));
  });
});
