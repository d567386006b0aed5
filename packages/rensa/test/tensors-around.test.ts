/** Tensors from around a body are right at every depth of it. */
import {
  checkpoint,
  cond,
  customVjp,
  f64,
  full,
  grad,
  gradientsOf,
  hessian,
  jacobian,
  jvp,
  scan,
  tangentsOf,
  trace,
  vjp,
  vmap,
  whileLoop,
  type Tensor,
} from "@rensa/core";
import { add, greater, mul, neg, square, sub, sum } from "@rensa/ops";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { derivative, monomial, plus, times, valueAt, type Polynomial } from "./polynomial.ts";
import { runOnJs as run } from "./run.ts";
import { caught } from "./caught.ts";
import { type Scalar, spec, always } from "./scalar-spec.ts";

type Inner = (v: Scalar, a: Scalar) => Scalar;

const zero = (): Scalar => full([], 0, "f64");

/** Its first argument, with a derivative of the author's own that is the right one. */
const through = customVjp({
  name: "through",
  inputs: ["v", "a"],
  forward: (v: Tensor, a: Tensor) => add(v, sub(a, a)) as Scalar,
  vjp: ({ gradient }) => [() => gradient, () => mul(gradient, 0)],
});

/** Ways to compute an inner function where `a` stands around, and what they make of its polynomial. */
const ways = {
  traced: { make: (inner) => (v, a) => trace(spec, ({ v: w, a: b }) => inner(w, b))({ v, a }) },
  "checkpoint: a body": { make: (inner) => (v, a) => checkpoint(() => inner(v, a)) },
  "cond: a branch": {
    make: (inner) => (v, a) =>
      cond(
        always(a),
        () => inner(v, a),
        () => neg(v),
      ),
  },
  "scan: a carried value": {
    make: (inner) => (v, a) => scan(v, {}, (carried) => [inner(carried, a), {}], { length: 1 })[0],
  },
  "scan: a constant and a result": {
    make: (inner) => (v, a) => sum(scan(zero(), {}, (c) => [c, inner(v, a)], { length: 1 })[1]),
  },
  "customVjp: an operand": { make: (inner) => (v, a) => through(inner(v, a), a) },
  vmap: {
    make: (inner) => (v, a) => {
      const one = trace({ v: f64(), a: f64() }, (given) => inner(given.v, given.a));
      const many = vmap(one, 1, { shared: ["a"] });
      const [stacked] = [scan(zero(), {}, (c) => [c, v], { length: 1 })[1]];
      return sum(many({ v: stacked as Tensor<readonly [1], "f64">, a }));
    },
  },
  "vjp: the value": {
    make: (inner) => (v, a) =>
      vjp(
        trace(spec, (given) => inner(given.v, given.a)),
        ["v"],
      )({ inputs: { v, a }, cotangent: a }).value,
  },
  grad: {
    make: (inner) => (v, a) =>
      grad(
        trace(spec, (given) => inner(given.v, given.a)),
        ["v"],
      )({ v, a }).v,
    of: (polynomial) => derivative(polynomial, "v"),
  },
  "vjp: the gradient": {
    make: (inner) => (v, a) =>
      vjp(
        trace(spec, (given) => inner(given.v, given.a)),
        ["v"],
      )({ inputs: { v, a }, cotangent: a }).gradients.v,
    of: (polynomial) => times(derivative(polynomial, "v"), monomial(1, 0, 1)),
  },
  jvp: {
    make: (inner) => (v, a) =>
      jvp(
        trace(spec, (given) => inner(given.v, given.a)),
        ["v"],
      )({ inputs: { v, a }, tangents: { v: a } }).tangent,
    of: (polynomial) => times(derivative(polynomial, "v"), monomial(1, 0, 1)),
  },
  jacobian: {
    make: (inner) => (v, a) =>
      jacobian(
        trace(spec, (given) => inner(given.v, given.a)),
        ["v"],
        { mode: "forward" },
      )({ v, a }).v,
    of: (polynomial) => derivative(polynomial, "v"),
  },
  hessian: {
    make: (inner) => (v, a) =>
      hessian(
        trace(spec, (given) => inner(given.v, given.a)),
        ["v"],
      )({ v, a }).v.v,
    of: (polynomial) => derivative(derivative(polynomial, "v"), "v"),
  },
  "gradientsOf by a tensor from around": {
    make: (inner) => (v, a) => checkpoint(() => gradientsOf(inner(v, a), v)),
    of: (polynomial) => derivative(polynomial, "v"),
  },
  "tangentsOf by a tensor from around": {
    make: (inner) => (v, a) =>
      cond(
        always(a),
        () => tangentsOf(inner(v, a), v, a),
        () => zero(),
      ),
    of: (polynomial) => times(derivative(polynomial, "v"), monomial(1, 0, 1)),
  },
} satisfies Record<
  string,
  { readonly make: (inner: Inner) => Inner; readonly of?: (polynomial: Polynomial) => Polynomial }
>;

const core: Inner = (v, a) => add(mul(square(v), mul(a, a)), mul(mul(v, v), v));

const corePolynomial = plus(monomial(1, 2, 2), monomial(1, 3, 0));

async function expectRight(names: readonly (keyof typeof ways)[], remade: boolean): Promise<void> {
  const start: { readonly inner: Inner; readonly polynomial: Polynomial } = { inner: core, polynomial: corePolynomial };
  const { inner, polynomial } = names.reduce(({ inner: before, polynomial: of }, name) => {
    const way: { make: (inner: Inner) => Inner; of?: (polynomial: Polynomial) => Polynomial } = ways[name];
    const made = way.make(before);
    // A tensor that is made at this depth, beside those that stand further out.
    const next: Inner = remade ? (v, a) => made(v, mul(a, 1)) : made;
    return { inner: next, polynomial: way.of?.(of) ?? of };
  }, start);
  const traced = trace(spec, ({ v, a }) => {
    const value = inner(v, mul(a, 1));
    return { value, ...gradientsOf(value, { dv: v, da: a }) };
  });
  const [v, a] = [1.25, -0.75];
  const found = await run(traced, { v, a });
  expect(found["value"]?.[0], names.join(" in ")).toBeCloseTo(valueAt(polynomial, v, a), 9);
  expect(found["dv"]?.[0], names.join(" in ")).toBeCloseTo(valueAt(derivative(polynomial, "v"), v, a), 9);
  expect(found["da"]?.[0], names.join(" in ")).toBeCloseTo(valueAt(derivative(polynomial, "a"), v, a), 9);
}

describe("a tensor from around", () => {
  const names = Object.keys(ways) as (keyof typeof ways)[];

  it.each(names)("has the right value and derivatives in %s", (name) => expectRight([name], false));

  it("has them at every depth, whatever stands in whatever", async () => {
    const nested = fc.array(fc.constantFrom(...names), { minLength: 2, maxLength: 3 });
    await fc.assert(fc.asyncProperty(nested, fc.boolean(), expectRight), { numRuns: 20 });
  });

  it("is used in the condition and the body of a loop that ends by itself", async () => {
    const doubled = trace(spec, ({ v, a }) => mul(v, a));
    const traced = trace(spec, ({ v, a }) => {
      const limit = mul(a, 50);
      return whileLoop(
        v,
        (value) => greater(doubled({ v: limit, a }), value),
        (value) => doubled({ v: value, a }),
      );
    });
    expect(await run(traced, { v: 3, a: 2 })).toEqual({ "": [384] });
  });

  it("is refused as a variable where the loss also depends on it through what was made around the body", () => {
    const call = (): unknown =>
      trace(spec, ({ v, a }) => {
        const made = square(v);
        return cond(
          always(a),
          () => gradientsOf(mul(v, made), v),
          () => v,
        );
      });
    expect(caught(call)).toMatchObject({ code: "TRACE_MIXED" });
  });
});
