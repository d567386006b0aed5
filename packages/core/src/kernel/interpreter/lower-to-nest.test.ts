/** Kernels as loop nests: where values are computed, and how often. */
import { describe, expect, test } from "vitest";
import { Index } from "../../expression/index-map.ts";
import { interpretKernel } from "./interpret.ts";
import type { Statement } from "../nests/loop-nest.ts";
import { lowerToNest } from "../nests/lower-nest.ts";
import {
  loop,
  at,
  load,
  reduce,
  guard,
  rows,
  store,
  numbers,
  i,
  j,
  k,
  m,
  expectDefinition,
  softmax,
  k4,
} from "../../../test/kernels-by-definition.ts";

function outline(statements: readonly Statement[]): string {
  return statements
    .map((s) => {
      if (s.kind === "loop") return `${s.index.name}{${outline(s.body)}}`;
      return s.kind === "when" ? `when{${outline(s.body)}}` : s.kind;
    })
    .join(" ");
}

describe("lowerToNest", () => {
  test("computes a softmax's maximum and sum once per row", () => {
    expect(outline(lowerToNest(softmax()))).toBe(
      "i{define accumulator k{define update} accumulator k{define update} j{store}}",
    );
    expectDefinition(softmax(), { x: numbers(12), y: new Float32Array(12) });
  });

  test("computes a loss once per kernel and broadcasts it", () => {
    const loss = reduce("sum", [i, k], load("x", at(i).mul(5).add(at(k))).mul(0.5));
    const kernel = rows([j], { axes: [], stores: [store("y", at(j), loss.add(load("z", at(j))))] });
    expect(outline(lowerToNest(kernel))).toBe("accumulator i{define k{update}} j{store}");
    expectDefinition(kernel, { x: numbers(15), y: new Float32Array(4), z: numbers(4, 2) });
  });

  test("shares one loop among independent reductions over the same indices, and their loads", () => {
    const x = load("x", at(i).mul(5).add(at(k)));
    const sums = [reduce("sum", [k], x), reduce("sum", [k], x.mul(x)), reduce("max", [k], x)];
    const stores = sums.map((sum, at3) => store("y", at(i).mul(3).add(at3), sum));
    const kernel = rows([i], { axes: [], stores });
    expect(outline(lowerToNest(kernel))).toMatch(
      /^i\{define accumulator accumulator accumulator k\{define update update update\}/,
    );
    expectDefinition(kernel, { x: numbers(15), y: new Float32Array(9) });
  });

  test("nests a reduction in a reduction, and hoists it out of loops that it does not depend on", () => {
    const inner = reduce("sum", [m], load("x", at(k).mul(2).add(at(m))));
    const outer = reduce("max", [k], inner.mul(load("w", at(i).mul(5).add(at(k)))));
    expectDefinition(rows([i], { axes: [], stores: [store("y", at(i), outer)] }), {
      x: numbers(10),
      w: numbers(15, 3),
      y: new Float32Array(3),
    });
    const free = reduce("sum", [k], reduce("max", [m], load("x", at(m))).mul(load("w", at(k))));
    const kernel = rows([], { axes: [], stores: [store("y", Index.constant(0), free)] });
    expect(outline(lowerToNest(kernel))).toBe("accumulator m{update} accumulator k{update} store");
  });

  test("computes a guarded reduction under its guard", () => {
    const total = reduce("sum", [k], load("x", at(i).mul(5).add(at(k)).sub(5)).exp());
    const kernel = rows([i], {
      axes: [j],
      stores: [store("y", at(i).mul(4).add(at(j)), guard(at(i), 1, 3, total, -1))],
    });
    expect(outline(lowerToNest(kernel))).toMatch(/^i\{.*accumulator when\{k\{update\}\}/);
    expectDefinition(kernel, { x: numbers(10), y: new Float32Array(12) });
  });

  test("does not use a bound of an inner loop for what it hoists out of that loop", () => {
    const total = reduce("sum", [k], load("x", at(i).mul(5).add(at(k))));
    const value = guard(at(j), 1, 3, total.exp().mul(load("w", at(j))));
    const kernel = rows([i], { axes: [j], stores: [store("y", at(i).mul(4).add(at(j)), value)] });
    expectDefinition(kernel, { x: numbers(15), w: numbers(4), y: new Float32Array(12) });
  });

  test("keeps the order of stages where one reads what another of its row wrote", () => {
    const t = at(i).mul(4);
    const normal = load("t", t.add(at(j))).div(reduce("sum", [k4], load("t", t.add(at(k4)))));
    const kernel = rows(
      [i],
      { axes: [j], stores: [store("t", t.add(at(j)), load("x", t.add(at(j))).exp())] },
      { axes: [j], stores: [store("y", t.add(at(j)), normal)] },
      { axes: [j], stores: [store("t", t.add(at(j)), load("t", t.add(at(j))).mul(2))] },
    );
    expectDefinition(kernel, { x: numbers(12), t: new Float32Array(12), y: new Float32Array(12) });
  });

  test("reads again what a stage changed in place, also with a single row", () => {
    const x = load("x", Index.constant(0));
    const first = { axes: [], stores: [store("x", Index.constant(0), x.mul(2)), store("y", Index.constant(0), x)] };
    const second = { axes: [], stores: [store("z", Index.constant(0), x.mul(x))] };
    for (const axes of [[], [loop("r", 1)]]) {
      const kernel = rows(axes, first, second);
      expectDefinition(kernel, { x: numbers(1), y: new Float32Array(1), z: new Float32Array(1) });
    }
  });

  test("lowers two loops of the same name apart", () => {
    const total = reduce("sum", [k], load("x", at(k)));
    const scaled = reduce("max", [k], load("x", at(k)).mul(total));
    const nested = reduce("sum", [k], load("x", at(k)).mul(reduce("max", [k], load("x", at(k)).mul(load("w", at(k))))));
    const kernel = rows([], {
      axes: [],
      stores: [store("y", Index.constant(0), scaled), store("y", Index.constant(1), nested)],
    });
    expectDefinition(kernel, { x: numbers(5), w: numbers(5, 2), y: new Float32Array(2) });
  });

  test("runs over nothing", () => {
    const nothing = loop("n", 0);
    const total = reduce("sum", [nothing], load("x", at(nothing)));
    const kernel = rows([i], { axes: [], stores: [store("y", at(i), total.add(1))] });
    expectDefinition(kernel, { x: new Float32Array(0), y: new Float32Array(3) });
    expectDefinition(rows([nothing], { axes: [j], stores: [store("y", at(j), total)] }), {
      x: numbers(1),
      y: numbers(4),
    });
  });

  test("lowers and runs a chain of 5,000 calls", () => {
    let value = load("x", at(i));
    for (let step = 0; step < 5000; step++) value = value.add(step % 2 === 0 ? 1 : -1);
    expectDefinition(rows([i], { axes: [], stores: [store("y", at(i), load("x", at(i)))] }), {
      x: numbers(3),
      y: numbers(3),
    });
    const arrays = new Map([
      ["x", numbers(3)],
      ["y", new Float32Array(3)],
    ]);
    interpretKernel(rows([i], { axes: [], stores: [store("y", at(i), value)] }), arrays);
    arrays.get("y")?.forEach((result, row) => {
      expect(result).toBeCloseTo(numbers(3)[row] ?? 0, 4);
    });
  });
});
