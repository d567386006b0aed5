/** A tensor of an unrelated trace is refused wherever it is used. */
import {
  checkpoint,
  cond,
  constant,
  customVjp,
  defineOp,
  f64,
  grad,
  gradientsOf,
  jvp,
  scan,
  tangentsOf,
  trace,
  vjp,
  vmap,
  whileLoop,
  type Tensor,
} from "@rensa/core";
import { add, greater, mul, neg, square, sum } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import { caught } from "./caught.ts";
import { type Scalar, spec, always } from "./scalar-spec.ts";

describe("a tensor of an unrelated trace", () => {
  const leak = (): Scalar => {
    const leaked: Scalar[] = [];
    trace(spec, ({ v }) => {
      const made = neg(v);
      leaked.push(made);
      return made;
    });
    return leaked[0] as Scalar;
  };
  const leakOfBody = (v: Scalar): Scalar => {
    const leaked: Scalar[] = [];
    scan(
      v,
      {},
      (c) => {
        leaked.push(neg(c));
        return [c, {}];
      },
      { length: 2 },
    );
    return leaked[0] as Scalar;
  };
  const product = trace(spec, ({ v, a }) => mul(v, a));
  const uses: Readonly<Record<string, (v: Scalar, leaked: Scalar) => unknown>> = {
    "an operand": (v, leaked) => add(v, leaked),
    "an output": (_, leaked) => leaked,
    "an output in a tree": (v, leaked) => ({ v, nested: [leaked] }),
    "an input of a traced function": (v, leaked) => product({ v, a: leaked }),
    "an input of a gradient": (v, leaked) => grad(product, ["v"])({ v, a: leaked }),
    "an input of a batch": (v, leaked) => vmap(product, 1, { shared: ["v", "a"] })({ v, a: leaked }),
    "a cotangent of vjp": (v, leaked) => vjp(product, ["v"])({ inputs: { v, a: v }, cotangent: leaked }),
    "a tangent of jvp": (v, leaked) => jvp(product, ["v"])({ inputs: { v, a: v }, tangents: { v: leaked } }),
    "a loss": (v, leaked) => gradientsOf(leaked, v),
    "a variable": (v, leaked) => gradientsOf(square(v), leaked),
    "a variable in a tree": (v, leaked) => gradientsOf(square(v), { v, leaked }),
    "a cotangent": (v, leaked) => gradientsOf(square(v), v, leaked),
    "a tangent": (v, leaked) => tangentsOf(square(v), v, leaked),
    "a variable of tangents": (v, leaked) => tangentsOf(square(v), leaked, v),
    "an output of tangents": (v, leaked) => tangentsOf(leaked, v, v),
    "a carried value": (_, leaked) => scan(leaked, {}, (c) => [c, {}], { length: 2 }),
    "a value carried on": (v, leaked) => scan(v, {}, () => [leaked, {}], { length: 2 }),
    "a result of a step": (v, leaked) => scan(v, {}, (c) => [c, leaked], { length: 2 }),
    "an operand in a body": (v, leaked) => scan(v, {}, (c) => [add(c, leaked), {}], { length: 2 }),
    "an operand in a body in a body": (v, leaked) =>
      scan(v, {}, (c) => [checkpoint(() => add(c, leaked)), {}], { length: 2 }),
    "a checkpoint's result": (_, leaked) => checkpoint(() => leaked),
    "a branch's result": (v, leaked) =>
      cond(
        always(v),
        () => v,
        () => leaked,
      ),
    "a predicate": (v, leaked) =>
      cond(
        always(leaked),
        () => v,
        () => v,
      ),
    "a value of a loop": (_, leaked) =>
      whileLoop(
        leaked,
        (c) => greater(c, 0),
        (c) => c,
      ),
    "a condition of a loop": (v, leaked) =>
      whileLoop(
        v,
        () => greater(leaked, 0),
        (c) => c,
      ),
    "what a composite returns": (v, leaked) =>
      defineOp({
        name: "returns_leaked",
        forward: { composite: () => leaked },
        call: (apply) => () => apply([v]),
      })(),
    "what a customVjp returns": (v, leaked) =>
      customVjp({ name: "leaks", inputs: ["x"], forward: () => leaked, vjp: () => [null] })(v),
    "what a customVjp reads": (v, leaked) =>
      customVjp({ name: "leaks", inputs: ["x"], forward: (x: Tensor) => add(x, leaked), vjp: () => [null] })(v),
    "what a vjp returns": (v, leaked) =>
      gradientsOf(customVjp({ name: "leaks", inputs: ["x"], forward: (x) => neg(x), vjp: () => [() => leaked] })(v), v),
    "what a vjp of a batch returns": (v, leaked) => {
      const op = customVjp({
        name: "leaks",
        inputs: ["x"],
        forward: (x) => neg(x),
        vjp: () => [() => leaked],
      });
      const one = trace({ x: f64() }, ({ x }) => op(x));
      return grad(
        trace({ x: f64(1) }, ({ x }) => sum(vmap(one, 1)({ x }))),
        ["x"],
      )({ x: scan(v, {}, (c) => [c, c], { length: 1 })[1] as Tensor<readonly [1], "f64"> });
    },
  };

  it.each(Object.keys(uses))("is refused as %s", (name) => {
    const use = uses[name];
    expect(caught(() => trace(spec, ({ v }) => use?.(v, leak()) as Scalar))).toMatchObject({ code: "TRACE_MIXED" });
    expect(caught(() => trace(spec, ({ v }) => use?.(v, leakOfBody(v)) as Scalar))).toMatchObject({
      code: "TRACE_MIXED",
    });
    const inside = caught(() => trace(spec, ({ v }) => checkpoint(() => use?.(v, leak()) as Scalar)));
    expect(inside).toMatchObject({ code: "TRACE_MIXED" });
  });

  it("is refused as a sequence", () => {
    const leaked: Tensor<readonly [2], "f64">[] = [];
    trace({ x: f64(2) }, ({ x }) => {
      leaked.push(x);
      return x;
    });
    const call = (): unknown => trace(spec, ({ v }) => scan(v, leaked, (c) => [c, {}])[0]);
    expect(caught(call)).toMatchObject({ code: "TRACE_MIXED" });
  });

  it("is refused as data", () => {
    expect(caught(() => trace(spec, ({ v }) => constant(v as never)))).toMatchObject({ code: "ARGUMENT_INVALID" });
  });
});
