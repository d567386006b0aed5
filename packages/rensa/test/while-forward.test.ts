/** Forward mode through loops until a condition fails: what the steps that were taken have, written one after the other. */
import { jsBackend } from "@rensa/backend-js";
import {
  checkpoint,
  cond,
  f64,
  full,
  gradientsOf,
  jacobian,
  jvp,
  scan,
  tangentsOf,
  trace,
  vmap,
  whileLoop,
  type Tensor,
} from "@rensa/core";
import { add, exp, greater, less, mul, sin, square, sum, tanh } from "@rensa/ops";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEngine } from "../src/index.ts";
import { askedBy, softMaximum } from "./ops-with-residuals.ts";
import { expectClose, run, runOnJs } from "./run.ts";
import { caught } from "./caught.ts";

type Vector = Tensor<readonly [3], "f64">;
type Scalar = Tensor<readonly [], "f64">;
/** What a loop carries, and what its body may use from around it. */
type Step = (value: Vector, outer: Vector) => Vector;
type Loop = (step: Step, x: Vector, outer: Vector) => Vector;

const total = (x: Tensor): Scalar => sum(x) as Scalar;

const pair = { value: f64(3), outer: f64(3) };
const slope = trace(pair, ({ value, outer }) => gradientsOf(total(mul(exp(mul(value, 0.3)), sin(outer))), value));
const change = trace(pair, ({ value, outer }) => tangentsOf(mul(sin(value), outer), value, outer));

const steps: Readonly<Record<string, Step>> = {
  "of itself": (value) => add(mul(value, 1.3), 0.2),
  "of what stands around it": (value, outer) => tanh(add(mul(value, outer), 0.7)),
  "a constant": (_, outer) => mul(outer, outer),
  "with a branch": (value, outer) =>
    cond(
      greater(total(value), 0.5),
      () => mul(value, sin(outer)),
      () => add(value, square(outer)),
    ),
  "with a loop": (value, outer) =>
    scan(value, outer, (carry, element) => [tanh(add(carry, mul(carry, element))), {}])[0],
  "with a checkpoint": (value, outer) => checkpoint(() => sin(mul(value, outer))),
  // Of traced functions, so that a derivative by one is one where the other stays, however that was made.
  "with a gradient": (value, outer) => slope({ value, outer }),
  "with a derivative along": (value, outer) => change({ value, outer }),
  "with residuals": (value, outer) => mul(outer, softMaximum(value)) as Vector,
  "with a loop until": (value, outer) => counted(2)((inner) => add(mul(inner, outer), 0.1), value, outer),
};

/** A number of steps, counted in an integer that is carried too. */
function counted(limit: number): Loop {
  return (step, x, outer) =>
    whileLoop(
      { value: x, count: full([], 0, "i32") },
      ({ count }) => less(count, limit),
      ({ value, count }) => ({ value: step(value, outer), count: add(count, 1) }),
    ).value;
}

/** The same, written down. */
const unrolled =
  (limit: number): Loop =>
  (step, x, outer) =>
    Array.from({ length: limit }).reduce<Vector>((value) => step(value, outer), x);

/** Places for a loop. */
const places: Readonly<Record<string, (loop: Loop, step: Step, x: Vector, y: Vector) => Vector>> = {
  plainly: (loop, step, x, y) => loop(step, x, y),
  "twice, of which the second depends on the first": (loop, step, x, y) => loop(step, y, loop(step, x, y)),
  "in a loop": (loop, step, x, y) => scan(x, {}, (carry) => [tanh(loop(step, carry, y)), {}], { length: 2 })[0],
  "in a branch": (loop, step, x, y) =>
    cond(
      greater(total(y), 0),
      () => loop(step, x, y),
      () => loop(step, y, sin(x)),
    ),
  "in a checkpoint": (loop, step, x, y) => checkpoint(() => mul(loop(step, x, y), x)),
  "of a constant": (loop, step, x, y) => mul(loop(step, full([3], 0.4, "f64"), y), x),
};

/** How the result changes: once, twice, and in a gradient that ends before the loop. */
const derivatives: Readonly<Record<string, (of: (x: Vector) => Vector, x: Vector, t: Vector) => Tensor>> = {
  "along a direction": (of, x, t) => tangentsOf(of(x), x, t),
  "along two directions": (of, x, t) => tangentsOf(tangentsOf(of(x), x, t), x, mul(t, x)),
  "of a gradient before it": (of, x, t) => tangentsOf(of(gradientsOf(total(exp(sin(x))), x)), x, t),
};

const some = (record: object) => fc.constantFrom(...Object.keys(record));
const numbers = (length: number) =>
  fc.array(
    fc.integer({ min: -9, max: 9 }).map((n) => n / 10 + 0.05),
    { minLength: length, maxLength: length },
  );
const spec = { x: f64(3), y: f64(3), t: f64(3) };

describe("forward mode through whileLoop", () => {
  it("has the derivatives of the steps, written one after the other", async () => {
    await fc.assert(
      fc.asyncProperty(
        some(steps),
        some(places),
        some(derivatives),
        fc.integer({ min: 0, max: 3 }),
        numbers(9),
        async (step, at, kind, limit, data) => {
          const made = (loop: Loop) =>
            trace(spec, ({ x, y, t }) =>
              derivatives[kind]!((value) => places[at]!(loop, steps[step]!, value, mul(y, value)), x, t),
            );
          const inputs = { x: data.slice(0, 3), y: data.slice(3, 6), t: data.slice(6) };
          expectClose(await run(made(counted(limit)), inputs), await runOnJs(made(unrolled(limit)), inputs), 1e-9);
        },
      ),
      { numRuns: 40, seed: 4 },
    );
  });

  /** Doubles and adds until it is large enough: the number of steps depends on the data. */
  const grown = trace({ x: f64(), by: f64(), limit: f64() }, ({ x, by, limit }) =>
    whileLoop(
      { value: x, steps: full([], 0, "f64") },
      ({ value }) => less(value, limit),
      ({ value, steps: count }) => ({ value: add(mul(value, 2), mul(by, by)), steps: add(count, 1) }),
    ),
  );

  it("is that of the steps that each example of a batch takes, which end at different times", async () => {
    const along = jvp(grown, ["x", "by"]);
    const x = [0.1, 1, 9, 0.4];
    const by = [1, 0.5, 2, 0];
    const inputs = { x, by, limit: [8, 8, 8, 30] };
    const tangents = { x: [1, 0.5, 2, 1], by: [0.25, -1, 1, 3] };
    const found = await run(vmap(along, 4), { inputs, tangents });
    // After n steps x is 2^n x + (2^n - 1) by^2.
    const wanted = x.map((_, at) => {
      const factor = 2 ** (found["value.steps"]?.[at] ?? 0);
      const [dx = 0, dBy = 0] = [tangents.x[at], tangents.by[at]];
      return factor * dx + (factor - 1) * 2 * (by[at] ?? 0) * dBy;
    });
    expect(new Set(found["value.steps"]).size).toBeGreaterThan(2);
    expectClose({ tangent: found["tangent.value"] ?? [] }, { tangent: wanted }, 1e-12);
    expect(found["tangent.steps"]).toEqual([0, 0, 0, 0]);
  });

  it("is in a batch of Jacobians what it is by itself", async () => {
    const slopes = jacobian(grown, ["x", "by"], { mode: "forward" });
    const inputs = { x: [0.1, 3], by: [1, 0.5], limit: [8, 8] };
    const found = await run(vmap(slopes, 2), inputs);
    for (const at of [0, 1]) {
      const one = await run(slopes, { x: inputs.x[at], by: inputs.by[at], limit: 8 });
      for (const [path, [value]] of Object.entries(one)) expect(found[path]?.[at]).toBeCloseTo(value ?? NaN, 12);
    }
  });

  it("carries tangents of what changes, and of nothing else", () => {
    const { graph } = jvp(
      trace({ x: f64(3), c: f64(3) }, ({ x, c }) =>
        whileLoop(
          { x, c, n: full([], 0, "i32") },
          ({ n }) => less(n, 3),
          (each) => ({ x: mul(each.x, each.c), c: sin(each.c), n: add(each.n, 1) }),
        ),
      ),
      ["x"],
    );
    const loops = Object.values(graph.nodes).filter(({ op }) => op === "while_loop");
    expect(loops.map(({ attributes }) => attributes["carried"]).sort()).toEqual([3, 4]);
  });

  it.each(["while_loop", "scan"])("computes values once: a %s and its tangents are one loop", async (op) => {
    const traced = trace({ x: f64(3), y: f64(3) }, ({ x, y }) => {
      const step = (value: Vector): Vector => mul(tanh(mul(value, y)), softMaximum(value)) as Vector;
      if (op === "while_loop") return counted(5)(step, x, y);
      const [last, results] = scan(x, {}, (carry) => [step(carry), sin(carry)], { length: 5 });
      return add(last, sum(results, 0));
    });
    const inputs = { inputs: { x: [1, 2, 3], y: [0.3, 0.2, 0.1] }, tangents: { x: [1, 0, 1] } };
    const program = await createEngine({ backend: jsBackend() }).compile(jvp(traced, ["x"]), { checkPasses: true });
    expect(Object.values(program.stages.graph.nodes).filter((node) => node.op === op)).toHaveLength(1);
    expect(await askedBy(() => Promise.resolve(program.run(inputs as never)))).toEqual({ runs: 5, residuals: 5 });
    const { value } = program.run(inputs) as { value: { data: Float64Array } };
    expect([...value.data]).toEqual((await runOnJs(traced, inputs.inputs))[""]);
  });

  it("is right where the tangent of each of two loops is what the other computes", async () => {
    const step: Step = (value, outer) => tanh(mul(value, outer));
    const made = (loop: Loop) =>
      trace({ x: f64(3), y: f64(3) }, ({ x, y }) => {
        const [first, second] = [loop(step, x, x), loop(step, y, y)];
        return { first, second, one: tangentsOf(first, x, second), other: tangentsOf(second, y, first) };
      });
    const inputs = { x: [1, 2, 3], y: [0.5, -1, 2] };
    expectClose(await run(made(counted(3)), inputs), await runOnJs(made(unrolled(3)), inputs), 1e-12);
  });

  it("refuses a reverse derivative, and says what there is instead", () => {
    const error = caught(() =>
      trace({ x: f64(), by: f64(), limit: f64() }, (given) => gradientsOf(grown(given).value, given.x)),
    );
    expect(error).toMatchObject({ code: "NOT_DIFFERENTIABLE", op: "while_loop" });
    expect(error.message).toMatch(/forward mode \(jvp\)/);
  });
});
