import {
  accumulate,
  broadcastTo,
  compile,
  f32,
  full,
  identity,
  sumTo,
  trace,
  type Pass,
  type Tensor,
  type Traced,
} from "@rensa/core";
import { foldConstants, removeDead, runPasses } from "@rensa/core/compiler";
import { editGraph, undoDiff } from "@rensa/core/graph";
import { jsBackend } from "@rensa/backend-js";
import {
  add,
  algebra,
  cast,
  div,
  exp,
  greater,
  maximum,
  mul,
  neg,
  pow,
  reshape,
  sin,
  stopGradient,
  sub,
  sum,
  transpose,
  where,
} from "@rensa/ops";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultPasses, withoutPasses } from "../src/pipeline.ts";

type Matrix = Tensor<readonly [2, 3], "f32">;
interface Operands {
  readonly x: Matrix;
  readonly y: Matrix;
}
const types = { x: f32(2, 3), y: f32(2, 3) };
const data = { x: [0.5, -1.5, 2, 3, -0.25, 1], y: [1, 2, -3, 0.5, 4, -1] };

async function run(traced: Traced<typeof types, Tensor>, passes: readonly Pass[]): Promise<number[]> {
  const program = await compile(traced, { backend: jsBackend(), passes });
  const result = program.run({ x: Float32Array.from(data.x), y: Float32Array.from(data.y) }) as {
    readonly data: ArrayLike<number>;
  };
  return Array.from(result.data);
}

async function opsAfter(
  traced: Traced<typeof types, Tensor>,
  passes: readonly Pass[] = defaultPasses,
): Promise<string[]> {
  const { graph } = await runPasses(traced.graph, traced.definitions, passes);
  return Object.values(graph.nodes).flatMap(({ op }) => (op === "input" ? [] : [op]));
}

function expectClose(found: readonly number[], expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  found.forEach((value, at) => {
    const other = expected[at] ?? NaN;
    if (Object.is(value, other) || (Number.isNaN(value) && Number.isNaN(other))) return;
    expect(Math.abs(value - other)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(other)));
  });
}

/** By rule: what it is tried on, and the ops that are left. */
const cases: readonly (readonly [string, (operands: Operands) => Tensor, readonly string[]])[] = [
  ["x * 1 -> x", ({ x }) => mul(1, x), []],
  ["x * -1 -> -x", ({ x }) => mul(x, -1), ["neg"]],
  ["-x * -y -> x * y", ({ x, y }) => mul(neg(x), neg(y)), ["mul"]],
  ["x * x -> square(x)", ({ x }) => mul(x, x), ["square"]],
  ["x + -y -> x - y", ({ x, y }) => add(neg(y), x), ["sub"]],
  ["x - 0 -> x", ({ x }) => sub(x, full([2, 3], 0)), []],
  ["x - -y -> x + y", ({ x, y }) => sub(x, neg(y)), ["add"]],
  ["x / 1 -> x", ({ x }) => div(x, 1), []],
  ["-(-x) -> x", ({ x }) => neg(neg(x)), []],
  ["pow(x, 1) -> x", ({ x }) => pow(x, 1), []],
  ["pow(x, 2) -> square(x)", ({ x }) => pow(x, 2), ["square"]],
  ["accumulate(x) -> x", ({ x }) => accumulate(x), []],
  ["accumulate(x, 0) -> x", ({ x }) => accumulate(full([2, 3], 0), x), []],
  ["where(c, x, x) -> x", ({ x, y }) => where(greater(y, 0), x, x), []],
  ["identity(x) -> x", ({ x }) => identity(x), []],
  ["stop_gradient(x) -> x", ({ x }) => stopGradient(x), []],
  ["reshape(x, shape of x) -> x", ({ x }) => reshape(x, [2, 3]), []],
  ["reshape(reshape(x)) -> reshape(x)", ({ x }) => reshape(reshape(x, [3, 2]), [6]), ["reshape"]],
  ["transpose(x, unchanged order) -> x", ({ x }) => transpose(x, [0, 1]), []],
  [
    "transpose(transpose(x, p), q) -> transpose(x, p of q)",
    ({ x }) => transpose(transpose(reshape(x, [1, 2, 3]), [1, 2, 0]), [1, 2, 0]),
    ["reshape", "transpose"],
  ],
  ["broadcast_to(x, shape of x) -> x", ({ x }) => broadcastTo(x, [2, 3]), []],
  [
    "broadcast_to(broadcast_to(x)) -> broadcast_to(x)",
    ({ x }) => broadcastTo(broadcastTo(x, [1, 2, 3]), [4, 2, 3]),
    ["broadcast_to"],
  ],
  ["sum_to(x, shape of x) -> x", ({ x }) => sumTo(x, [2, 3]), []],
  ["cast(x, dtype of x) -> x", ({ x }) => cast(x, "f32"), []],
];

describe("the rules of the standard ops", () => {
  test.each(cases)("%s", async (_name, build, left) => {
    const traced = trace(types, build);
    expect(await opsAfter(traced)).toEqual(left);
    expectClose(await run(traced, defaultPasses), await run(traced, []));
  });

  test("each have a case above", () => {
    expect(cases.map(([name]) => name)).toEqual(expect.arrayContaining(algebra.map(({ name }) => name)));
  });

  test("broadcast a smaller operand to the shape that the node had", async () => {
    const traced = trace(types, ({ x }) => mul(sum(x, 0), full([2, 3], 1)));
    expect(await opsAfter(traced)).toEqual(["sum", "broadcast_to"]);
    expectClose(await run(traced, defaultPasses), await run(traced, []));
  });

  test("rewrite what a rule brought in, and transposes that cancel, to nothing", async () => {
    expect(await opsAfter(trace(types, ({ x }) => transpose(transpose(x))))).toEqual([]);
    expect(await opsAfter(trace(types, ({ x }) => neg(mul(neg(neg(x)), -1))))).toEqual([]);
    expect(await opsAfter(trace(types, ({ x }) => reshape(reshape(x, [6]), [2, 3])))).toEqual([]);
  });

  test("leave alone what NaN and infinities would change", async () => {
    expect(await opsAfter(trace(types, ({ x }) => mul(x, 0)))).toContain("mul");
    expect(await opsAfter(trace(types, ({ x }) => sub(x, x)))).toContain("sub");
  });
});

describe("the default pipeline", () => {
  test("folds constants that its rules then see", async () => {
    expect(await opsAfter(trace(types, ({ x }) => mul(x, exp(sub(full([], 2), 2)))))).toEqual([]);
  });

  test("can have every pass switched off by name, and names the passes when given an unknown one", () => {
    for (const { name } of defaultPasses) expect(withoutPasses([name]).some((pass) => pass.name === name)).toBe(false);
    expect(() => withoutPasses(["fly"])).toThrow(/no pass is named "fly"; there are expand composites, fold constants/);
  });
});

/** Expressions as data, so that fast-check can shrink them. */
type Expression = "x" | "y" | number | readonly [string, ...Expression[]];

const operations: Readonly<Record<string, (...operands: readonly Matrix[]) => Tensor>> = {
  add: (a, b) => add(a, b),
  sub: (a, b) => sub(a, b),
  mul: (a, b) => mul(a, b),
  div: (a, b) => div(a, b),
  maximum: (a, b) => maximum(a, b),
  where: (a, b) => where(greater(a, 0), b, b),
  neg: (a) => neg(a),
  sin: (a) => sin(a),
  square: (a) => pow(a, 2),
  identity: (a) => identity(a),
  turn: (a) => transpose(transpose(a)),
  fold: (a) => reshape(reshape(a, [6]), [2, 3]),
  accumulate: (a) => accumulate(a),
};
const unary = ["neg", "sin", "square", "identity", "turn", "fold", "accumulate"];
const binary = ["add", "sub", "mul", "div", "maximum", "where"];

const expressions = fc.letrec<{ tree: Expression; leaf: Expression; one: Expression; two: Expression }>((tie) => ({
  tree: fc.oneof({ maxDepth: 4, withCrossShrink: true }, tie("leaf"), tie("one"), tie("two"), tie("two")),
  leaf: fc.constantFrom<Expression>("x", "y", 0, 1, -1, 2, 0.5),
  one: fc.tuple(fc.constantFrom(...unary), tie("tree")),
  two: fc.tuple(fc.constantFrom(...binary), tie("tree"), tie("tree")),
})).tree;

function build(expression: Expression, operands: Operands): Matrix {
  if (typeof expression === "number") return broadcastTo(full([], expression), [2, 3]);
  if (typeof expression === "string") return operands[expression];
  const [name, ...inputs] = expression;
  return operations[name]?.(...inputs.map((input) => build(input, operands))) as Matrix;
}

describe("random graphs", () => {
  const subsets = [
    defaultPasses,
    ...defaultPasses.map(({ name }) => withoutPasses([name])),
    ...defaultPasses.map((pass) => [pass]),
  ];

  test("give the same numbers with each pass on or off", async () => {
    await fc.assert(
      fc.asyncProperty(expressions, async (expression) => {
        const traced = trace(types, (operands) => build(expression, operands));
        const expected = await run(traced, []);
        // Beyond these, rounding is multiplied by whatever the expression does next.
        fc.pre(expected.every((value) => !Number.isFinite(value) || Math.abs(value) < 1e3));
        for (const passes of subsets) expectClose(await run(traced, passes), expected);
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  test("are as they were when every edit is undone", async () => {
    await fc.assert(
      fc.asyncProperty(expressions, async (expression) => {
        const traced = trace(types, (operands) => build(expression, operands));
        const { graph, diffs } = await runPasses(traced.graph, traced.definitions, defaultPasses);
        const back = [...diffs].reverse().reduce((current, diff) => undoDiff(current, diff), graph);
        expect(back).toEqual(traced.graph);
      }),
      { numRuns: 60, seed: 7 },
    );
  });
});

describe("folding and simplifying", () => {
  test("take a graph of 10,000 nodes", async () => {
    const traced = trace({ x: f32(4) }, ({ x }) => {
      let value: Tensor = x;
      for (let step = 0; step < 2_500; step++) value = sub(mul(sin(value), 1), 0);
      return value;
    });
    const definitions = new Map(traced.definitions);
    for (const pass of defaultPasses.filter(({ name }) => name === "simplify" || name === foldConstants.name)) {
      const edit = await pass.run(traced.graph, { definitions });
      expect(editGraph(traced.graph, pass.name, edit).graph.outputs).toHaveLength(1);
    }
    const { graph } = await runPasses(traced.graph, traced.definitions, [...defaultPasses, removeDead]);
    expect(Object.keys(graph.nodes)).toHaveLength(2_501);
  });
});
