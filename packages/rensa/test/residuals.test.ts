/** What an op keeps for its vjp: the same derivatives in every transform, computed once, and only where they are read. */
import { jsBackend } from "@rensa/backend-js";
import {
  checkpoint,
  cond,
  defineOp,
  f64,
  grad,
  gradientsOf,
  jvp,
  scan,
  tangentsOf,
  trace,
  vmap,
  type OpValue,
  type Tensor,
  type Traced,
} from "@rensa/core";
import { controlOps, graphFromJson, graphToJson, loadGraph, registry } from "@rensa/core/graph";
import { add, greater, mul, sin, standardOps, sum } from "@rensa/ops";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEngine } from "../src/index.ts";
import { askedBy, kept, logEnergy, rowMaximum, softMaximum, softPlus } from "./ops-with-residuals.ts";
import { expectClose, run } from "./run.ts";

type Matrix = Tensor<readonly [2, 3], "f64">;
type Of = (x: Tensor) => Tensor;

/** Places to call an op at, each of which makes one number. */
const places: Readonly<Record<string, (op: Of, x: Matrix) => Tensor>> = {
  plainly: (op, x) => sum(op(x)),
  twice: (op, x) => sum(add(sum(op(x)), sum(op(sin(x))))),
  "in a loop": (op, x) =>
    sum(scan(x, {}, (carry) => [mul(carry, sin(sum(op(carry)))) as Matrix, {}], { length: 3 })[0]),
  "in a branch": (op, x) =>
    cond(
      greater(sum(x), 0),
      () => sum(op(x)),
      () => sum(op(sin(x))),
    ),
  "in a checkpoint": (op, x) => checkpoint(() => sum(mul(op(mul(x, 2)), op(x)))),
};

/** What is made of a number of a matrix. */
const derivatives: Readonly<Record<string, (loss: (x: Matrix) => Tensor, x: Matrix) => unknown>> = {
  values: (loss, x) => loss(x),
  gradients: (loss, x) => gradientsOf(loss(x), x),
  "gradients of gradients": (loss, x) => gradientsOf(sum(mul(gradientsOf(loss(x), x), sin(x))), x),
  "forward mode": (loss, x) => tangentsOf(loss(x), x, sin(x)),
  "forward over reverse": (loss, x) => tangentsOf(gradientsOf(loss(x), x), x, sin(x)),
  "reverse over forward": (loss, x) => gradientsOf(tangentsOf(loss(x), x, sin(x)), x),
};

const some = (record: object) => fc.constantFrom(...Object.keys(record));
const numbers = fc.array(fc.double({ min: -1.5, max: 1.5, noNaN: true }), { minLength: 12, maxLength: 12 });

describe("an op with residuals", () => {
  it("has the derivatives that it has without, in every place, order, mode and batch", async () => {
    await fc.assert(
      fc.asyncProperty(
        some(kept),
        some(places),
        some(derivatives),
        fc.boolean(),
        numbers,
        async (of, at, kind, batched, data) => {
          const [withResiduals, without] = kept[of]!;
          const made = (op: Of) => {
            const one = trace({ x: f64(2, 3) }, ({ x }) => derivatives[kind]!((y) => places[at]!(op, y), x) as Tensor);
            return (batched ? vmap(one, 2) : one) as Traced<unknown>;
          };
          const inputs = { x: batched ? data : data.slice(0, 6) };
          const given = { x: { shape: batched ? [2, 2, 3] : [2, 3], dtype: "f64", data: Float64Array.from(inputs.x) } };
          expectClose(await run(made(withResiduals), given), await run(made(without), given), 1e-9);
        },
      ),
      { numRuns: 60, seed: 1 },
    );
  });

  const matrix = {
    x: [
      [1, 3, 2],
      [0.5, 0.25, 4],
    ],
  };

  it.each([
    ["the value", trace({ x: f64(2, 3) }, ({ x }) => softMaximum(x)), { runs: 1, residuals: 0 }],
    [
      "the gradient alone",
      grad(
        trace({ x: f64(2, 3) }, ({ x }) => softMaximum(x)),
        ["x"],
      ),
      { runs: 1, residuals: 1 },
    ],
    [
      "both",
      trace({ x: f64(2, 3) }, ({ x }) => ({ y: softMaximum(x), g: gradientsOf(softMaximum(x), x) })),
      { runs: 1, residuals: 1 },
    ],
    [
      "forward mode",
      jvp(
        trace({ x: f64(2, 3) }, ({ x }) => softMaximum(x)),
        ["x"],
      ),
      { runs: 1, residuals: 1 },
    ],
    [
      "the gradient of another output",
      trace({ x: f64(2, 3) }, ({ x }) => ({ y: softMaximum(x), g: gradientsOf(sum(sin(x)) as Tensor, x) })),
      { runs: 1, residuals: 0 },
    ],
    [
      "a gradient that ends in an integer",
      trace({ x: f64(2, 3) }, ({ x }) => sum(rowMaximum(x))),
      { runs: 1, residuals: 0 },
    ],
  ] as const)("is computed once for %s, with residuals only where they are read", async (name, traced, wanted) => {
    const given = name === "forward mode" ? { inputs: matrix, tangents: matrix } : matrix;
    for (const backend of [jsBackend(), undefined]) {
      const program = await createEngine(backend === undefined ? {} : { backend }).compile(traced as never);
      const found = await askedBy(() => Promise.resolve(program.run(given as never)));
      expect(found).toEqual(wanted);
    }
  });

  it("is one call of both where one has residuals that are read and the other has not", async () => {
    const traced = trace({ x: f64(2, 3) }, ({ x }) => {
      const read = gradientsOf(softMaximum(x), x);
      return { y: softMaximum(x), read, again: softMaximum(x) };
    });
    const program = await createEngine({ backend: jsBackend() }).compile(traced, { checkPasses: true });
    expect(await askedBy(() => Promise.resolve(program.run(matrix as never)))).toEqual({ runs: 1, residuals: 1 });
  });

  it("keeps for a loop what the loop back reads, and nothing else", async () => {
    const loop = (x: Matrix) =>
      scan(x, {}, (carry) => [mul(carry, softMaximum(carry)) as Matrix, {}], { length: 4 })[0];
    const traced = trace({ x: f64(2, 3) }, ({ x }) => sum(loop(x)));
    const counted = async (one: object) => {
      const program = await createEngine({ backend: jsBackend() }).compile(one as never);
      return await askedBy(() => Promise.resolve(program.run(matrix as never)));
    };
    expect(await counted(traced)).toEqual({ runs: 4, residuals: 0 });
    expect(await counted(grad(traced as never, ["x"] as never))).toEqual({ runs: 4, residuals: 4 });
  });

  it("stores no residual that nobody reads", async () => {
    const bytes = async (one: object) => {
      const program = await createEngine({ backend: jsBackend() }).compile(one as never);
      return program.stages.memory.bytes;
    };
    const large = (op: Of) => trace({ x: f64(300, 300) }, ({ x }) => sum(op(x)));
    for (const op of [softMaximum, logEnergy, softPlus]) {
      const [least, most] = [await bytes(large(op)), await bytes(grad(large(op) as never, ["x"] as never))];
      expect(least).toBeLessThan(most);
    }
    expect(await bytes(large(softMaximum))).toBeLessThan(300 * 300 * 8 * 1.1);
  });

  it("is saved and loaded with them, differentiated before or after", async () => {
    const known = registry(standardOps, controlOps, { name: "kept", ops: [softMaximum] });
    const value = trace({ x: f64(2, 3) }, ({ x }) => softMaximum(x));
    const reload = (one: { readonly graph: Parameters<typeof graphToJson>[0] }) =>
      loadGraph(graphFromJson(graphToJson(one.graph)), known) as never;
    const wanted = await run(grad(value, ["x"]), matrix);
    expectClose(await run(reload(grad(value, ["x"])), matrix), wanted, 0);
    expectClose(await run(grad(reload(value), ["x"] as never), matrix), wanted, 0);
  });

  it("is refused where a graph has other residuals than the op", () => {
    const { graph } = trace({ x: f64(2, 3) }, ({ x }) => softMaximum(x));
    const withForm = (extra: readonly ("f64" | "i32")[], residuals: readonly string[]) =>
      defineOp({
        name: "soft_maximum",
        forward: {
          host: {
            types: ([{ shape }]) => [{ shape: [], dtype: "f64" }, ...extra.map((dtype) => ({ shape, dtype }))],
            run: () => undefined,
          },
        },
        residuals,
        vjp: () => [null],
        call: (apply) => (x: Tensor) => apply([x]),
      });
    const load = (op: OpValue) => () => loadGraph(graph, registry({ name: "kept", ops: [op] }));
    expect(load(withForm([], []))).toThrow(/cannot be.*has 2 values of it, residuals included, and the op gives 1/);
    expect(load(withForm(["f64", "f64"], ["a", "b"]))).toThrow(/the op gives 3 \(the last are its residuals: a, b\)/);
    expect(load(withForm(["i32"], ["weights"]))).toThrow(/returns f64\[\], i32\[2,3\]/);
    expect(load(withForm(["f64"], ["weights"]))).not.toThrow();
  });
});
