import { describe, expect, expectTypeOf, test } from "vitest";
import { expectSameValues, type PassCheckOptions } from "../check/check-passes.ts";
import { undoDiff } from "../graph/edit.ts";
import type { Graph, GraphNode } from "../graph/graph.ts";
import { f32 } from "../graph/tensor-type.ts";
import { defineOp } from "../op/define-op.ts";
import { broadcastTo, full, identity, sumTo } from "../op/structural.ts";
import type { Tensor } from "../op/tensor.ts";
import { trace } from "../trace/trace.ts";
import { runPasses } from "./pipeline.ts";
import { removeDead } from "./remove-dead.ts";
import { rule, type Rule } from "./rule.ts";
import { simplifyWith } from "./simplify.ts";

const plus = defineOp({
  name: "plus",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => a.add(b) },
  traits: { commutative: true },
});
const minus = defineOp({ name: "minus", inputs: ["a", "b"], forward: { scalar: ([a, b]) => a.sub(b) } });
const twice = defineOp({ name: "twice", attributes: { times: 1 }, forward: { scalar: ([x]) => x.mul(2) } });

/** Rules of which the test is that they are applied, not that they are right. */
const wrong = new Set<Rule>();

function wrongly(made: Rule): Rule {
  wrong.add(made);
  return made;
}

async function simplified(
  build: (operands: { x: Tensor<readonly [3], "f32">; y: Tensor<readonly [3], "f32"> }) => Tensor,
  rules: readonly Rule[],
  options: PassCheckOptions = {},
): Promise<string[]> {
  const traced = trace({ x: f32(3), y: f32(3) }, build);
  // A rule that is wrong shows that it is applied; the others change no value.
  if (!rules.some((each) => wrong.has(each)))
    await expectSameValues(traced, { passes: [simplifyWith(rules), removeDead] }, options);
  const { graph } = await runPasses(traced.graph, traced.definitions, [simplifyWith(rules), removeDead]);
  return expression(graph);
}

/** The graph as text: ops of what is computed, in order. */
function expression(graph: Graph): string[] {
  return Object.values(graph.nodes).flatMap(({ op, inputs }) =>
    op === "input" ? [] : [`${op}(${inputs.map(({ node }) => node.replace(/_\d+$/, "")).join()})`],
  );
}

describe("patterns", () => {
  const double = rule("x + x -> twice(x)", { op: plus, inputs: ["x", "x"] }, ({ x }) => twice(x));

  test("match one name with one value only", async () => {
    expect(await simplified(({ x }) => plus(x, x), [double])).toEqual(["twice(x)"]);
    expect(await simplified(({ x, y }) => plus(x, y), [double])).toEqual(["plus(x,y)"]);
  });

  test("match a number through broadcasts, in either order where the op commutes", async () => {
    const zero = rule("x + 0 -> x", { op: plus, inputs: ["x", { value: 0 }] }, ({ x }) => x);
    expect(await simplified(({ x }) => plus(broadcastTo(broadcastTo(full([], 0), [1]), [3]), x), [zero])).toEqual([]);
    expect(await simplified(({ x }) => plus(x, 1e-9), [zero])).toHaveLength(2);
    const lessZero = rule("x - 0 -> x", { op: minus, inputs: ["x", { value: 0 }] }, ({ x }) => x);
    expect(await simplified(({ x }) => minus(full([], 0), x), [lessZero])).toHaveLength(2);
  });

  test("try another order inside when the rest does not fit the first", async () => {
    const nested = rule(
      "(a - b) + (b + a) -> twice(a)",
      {
        op: plus,
        inputs: [
          { op: minus, inputs: ["a", "b"] },
          { op: plus, inputs: ["b", "a"] },
        ],
      },
      ({ a }) => twice(a),
    );
    // Infinity less Infinity is no number.
    const finite = { extremes: false };
    expect(await simplified(({ x, y }) => plus(plus(x, y), minus(x, y)), [nested], finite)).toEqual(["twice(x)"]);
  });

  test("match attributes, and any inputs where none are given", async () => {
    const drop = wrongly(rule("twice{times: 0}(x) -> 0", { op: twice, attributes: { times: 0 } }, () => 0));
    expect(await simplified(({ x }) => twice(x, { times: 0 }), [drop])).toEqual(["full()"]);
    expect(await simplified(({ x }) => twice(x, { times: 3 }), [drop])).toEqual(["twice(x)"]);
  });

  test("given an op, do not match another op of the same name", async () => {
    const other = defineOp({ name: "plus", inputs: ["a", "b"], forward: { scalar: ([a, b]) => a.max(b) } });
    expect(await simplified(({ x }) => other(x, x), [double])).toEqual(["plus(x,x)"]);
  });

  test("name captures and parts in the types of what replaces them", () => {
    rule(
      "x + (y - 1) -> x",
      { op: plus, inputs: ["x", { op: minus, inputs: ["y", { value: 1 }], as: "inner" }] },
      (captures, node, parts) => {
        expectTypeOf(captures).toEqualTypeOf<Readonly<Record<"x" | "y", Tensor>>>();
        expectTypeOf([parts.inner, node]).toEqualTypeOf<GraphNode[]>();
        return captures.x;
      },
    );
  });
});

describe("simplifyWith", () => {
  test("rewrites what a rule brought in, and ends where rules undo each other", async () => {
    const back = wrongly(rule("minus -> plus", { op: minus, inputs: ["a", "b"] }, ({ a, b }) => plus(a, b)));
    const forth = wrongly(rule("plus -> minus", { op: plus, inputs: ["a", "b"] }, ({ a, b }) => minus(a, b)));
    expect(await simplified(({ x, y }) => plus(x, y), [back, forth])).toHaveLength(1);
  });

  test("broadcasts a result, and does not use one of another dtype or shape", async () => {
    const sum = wrongly(rule("twice(x) -> sum(x)", { op: twice, inputs: ["x"] }, ({ x }) => sumTo(x, [])));
    expect(await simplified(({ x }) => twice(x), [sum])).toEqual(["sum_to(x)", "broadcast_to(sum_to)"]);
    const integer = wrongly(rule("twice(x) -> full", { op: twice, inputs: ["x"] }, () => full([3], 1, "i32")));
    const larger = wrongly(rule("twice(x) -> larger", { op: twice, inputs: ["x"] }, ({ x }) => broadcastTo(x, [2, 3])));
    expect(await simplified(({ x }) => twice(x), [integer, larger])).toEqual(["twice(x)"]);
  });

  test("replaces outputs, keeps the origin of what it replaces and adds nothing that is not needed", async () => {
    const traced = trace({ x: f32(3) }, ({ x }) => identity(twice(identity(x))));
    const rules = [
      rule("identity(x) -> x", { op: identity, inputs: ["x"] }, ({ x }) => x),
      rule("twice(x) -> x + x", { op: twice, inputs: ["x"] }, ({ x }) => {
        twice(x);
        return plus(x, x);
      }),
    ];
    const { graph, diffs } = await runPasses(traced.graph, traced.definitions, [simplifyWith(rules)]);
    expect(expression(graph)).toEqual(["plus(x,x)"]);
    const origins = Object.values(traced.graph.nodes).flatMap(({ op, origin }) => (op === "twice" ? [origin] : []));
    expect(Object.values(graph.nodes).flatMap(({ op, origin }) => (op === "plus" ? [origin] : []))).toEqual(origins);
    expect(diffs.reduceRight(undoDiff, graph)).toEqual(traced.graph);
  });

  test("returns the graph itself where no rule fits", async () => {
    const { graph, definitions } = trace({ x: f32(3) }, ({ x }) => twice(x));
    expect((await runPasses(graph, definitions, [simplifyWith([])])).graph).toBe(graph);
  });
});
