/** Which values get a buffer: every reason once, and both sides of every limit. */
import { describe, expect, it } from "vitest";
import { scan } from "../../control/scan.ts";
import { f32 } from "../../graph/tensor-type.ts";
import { defineOp } from "../../op/define-op.ts";
import { accumulate, broadcastTo, sumTo } from "../../op/structural.ts";
import type { Tensor } from "../../op/tensor.ts";
import { trace, type Traced } from "../../trace/trace.ts";
import { bufferedValues, nodesOf, planFusion, type FusionPlan } from "./fusion.ts";

const inc = defineOp({ name: "inc", forward: { scalar: ([x]) => x.add(1) } });
const plus = defineOp({ name: "plus", inputs: ["a", "b"], forward: { scalar: ([a, b]) => a.add(b) } });
/** As dear as the greatest number that is cheap, and one more. */
const cheap = defineOp({ name: "cheap", forward: { scalar: ([x]) => x.add(1).mul(x).sub(2) } });
const dear = defineOp({ name: "dear", forward: { scalar: ([x]) => x.add(1).mul(x).sub(2).abs() } });

const turn = defineOp({
  name: "turn",
  forward: { loops: ([x]) => ({ shape: [...x.shape].reverse(), element: (i, j) => x.at(j, i) }) },
  nonDifferentiable: "a test",
  call: (apply) => (x: Tensor) => apply([x]),
});
/** With a column of zeros in front. */
const padded = defineOp({
  name: "padded",
  forward: {
    loops: ([x], _, { within }) => {
      const [rows = 0, columns = 0] = x.shape;
      return {
        shape: [rows, columns + 1],
        element: (i, j) => within([{ index: j, lower: 1, upper: columns + 1 }], () => x.at(i, j.sub(1)), 0),
      };
    },
  },
  nonDifferentiable: "a test",
  call: (apply) => (x: Tensor) => apply([x]),
});
const product = defineOp({
  name: "product",
  inputs: ["a", "b"],
  forward: {
    loops: ([a, b], _, { sumOver }) => ({
      shape: [a.shape[0] ?? 0, b.shape[1] ?? 0],
      element: (i, j) => sumOver([a.shape[1] ?? 0], (k) => a.at(i, k).mul(b.at(k, j))),
    }),
  },
  nonDifferentiable: "a test",
  call: (apply) => (a: Tensor, b: Tensor) => apply([a, b]),
});
const host = defineOp({
  name: "host",
  forward: { host: { types: ([x]) => [x], run: () => undefined } },
  nonDifferentiable: "a test",
  call: (apply) => (x: Tensor) => apply([x]),
});
const spread = defineOp({
  name: "spread",
  forward: {
    loops: ([x], _, { constant }) => ({
      shape: x.shape,
      initial: () => constant(0, x.dtype),
      over: x.shape,
      add: (...at) => ({ at, value: x.at(...at) }),
    }),
  },
  nonDifferentiable: "a test",
  call: (apply) => (x: Tensor) => apply([x]),
});

const spec = { x: f32(4, 5), y: f32(4, 5), w: f32(5, 4), pair: f32(6, 2), triple: f32(6, 3) };
type Inputs = { readonly [K in keyof typeof spec]: Tensor };
type Build = (inputs: Inputs) => Tensor | readonly Tensor[];

function planOf(build: Build, fuse = true): { readonly plan: FusionPlan; readonly traced: Traced<never, never> } {
  const traced = trace(spec, (inputs) => build(inputs as never)) as never as Traced<never, never>;
  const plan = planFusion(traced.graph, (node) => traced.definitions.get(node.op) as never, { fuse });
  return { plan, traced };
}

/** The decision for the first value of an op. */
function decisionOf(op: string, build: Build, fuse = true): readonly [string | undefined, string | undefined] {
  const { plan, traced } = planOf(build, fuse);
  const node = Object.values(traced.graph.nodes).find((each) => each.op === op);
  const found = [...plan.decisions.values()].find(({ value }) => plan.facts.get(value)?.node === node);
  return [found?.decision, found?.reason];
}

const rowSums = (x: Tensor): Tensor => sumTo(x, [4, 1]);
const several = (value: Tensor, readers: number): Tensor[] => Array.from({ length: readers }, () => inc(value));
const readTwice = (value: Tensor): Tensor[] => [cheap(value), host(value)];
/** Sums of rows, added one after the other. */
const added = (x: Tensor, reductions: number): Tensor => {
  let total = rowSums(x);
  for (let at = 1; at < reductions; at++) total = plus(total, rowSums(x));
  return total;
};

const cases: readonly (readonly [op: string, decision: "buffer" | "inline", reason: string, build: Build])[] = [
  ["input", "buffer", "an input or constant", ({ x }) => inc(x)],
  ["host", "buffer", "a host op writes it", ({ x }) => inc(host(x))],
  ["scan", "buffer", "a loop or a choice writes it", ({ x, y }) => inc(scan(x, y, (state) => [state, {}])[0])],
  ["spread", "buffer", "a scatter writes it", ({ x }) => inc(spread(x))],
  ["inc", "buffer", "an output of the graph", ({ x }) => inc(x)],
  ["turn", "buffer", "an output of the graph", ({ x }) => [turn(x), inc(turn(x))]],
  ["inc", "buffer", "a host op reads it", ({ x }) => host(inc(x))],
  ["inc", "buffer", "a host op reads it", ({ x }) => readTwice(inc(x))],
  ["inc", "buffer", "a loop or a choice reads it", ({ x, y }) => scan(inc(x), y, (state) => [state, {}])[0]],

  ["turn", "inline", "a view is an index map", ({ x }) => inc(turn(x))],
  ["turn", "inline", "a view is an index map", ({ x, triple }) => product(turn(turn(padded(x))), triple)],
  ["padded", "inline", "a view is an index map", ({ x, pair }) => product(padded(x), pair)],
  [
    "padded",
    "buffer",
    "a guard would be tested at every read of a contraction",
    ({ x, triple }) => product(padded(x), triple),
  ],
  [
    "padded",
    "buffer",
    "a guard would be tested at every read of a contraction",
    ({ x, triple }) => product(turn(turn(padded(x))), triple),
  ],
  ["padded", "inline", "a view is an index map", ({ x }) => several(padded(x), 3)],

  ["product", "buffer", "a contraction is a kernel of its own", ({ x, w }) => inc(product(x, w))],
  ["sum_to", "buffer", "a reduction with several readers", ({ x }) => several(rowSums(x), 2)],
  ["sum_to", "inline", "a reduction whose elements are read once", ({ x }) => inc(rowSums(x))],
  ["sum_to", "inline", "a reduction per row of its only reader", ({ x }) => inc(sumTo(x, []))],
  ["sum_to", "inline", "a reduction per row of its only reader", ({ x }) => plus(x, rowSums(x))],
  ["sum_to", "inline", "a reduction per row of its only reader", ({ x }) => inc(broadcastTo(rowSums(x), [4, 5]))],
  ["sum_to", "inline", "a reduction per row of its only reader", ({ x }) => plus(x, sumTo(x, []))],
  ["sum_to", "buffer", "a reduction that its reader repeats", ({ x }) => plus(x, sumTo(x, [5]))],
  ["sum_to", "buffer", "a reduction that its reader repeats", ({ x }) => plus(broadcastTo(rowSums(x), [3, 4, 1]), 1)],
  ["sum_to", "buffer", "a reduction that its reader repeats", ({ x }) => inc(turn(broadcastTo(rowSums(x), [4, 5])))],
  ["sum_to", "buffer", "a reduction with several readers", ({ x }) => several(broadcastTo(rowSums(x), [4, 5]), 2)],
  [
    "sum_to",
    "buffer",
    "a reduction that its reader repeats",
    ({ x, w }) => inc(product(broadcastTo(rowSums(x), [4, 4]), product(x, w))),
  ],
  [
    "sum_to",
    "buffer",
    "a reduction that its reader repeats",
    ({ x, w }) => product(broadcastTo(rowSums(x), [4, 5]), w),
  ],

  ["dear", "inline", "its elements are read once", ({ x }) => inc(dear(x))],
  ["dear", "inline", "its elements are read once", ({ x }) => inc(turn(dear(x)))],
  ["dear", "inline", "its elements are read once", ({ x }) => plus(dear(x), rowSums(x))],
  [
    "inc",
    "buffer",
    "a contraction's epilogue, before another's result is added",
    ({ x, w }) => plus(inc(product(x, w)), product(x, w)),
  ],
  [
    "inc",
    "buffer",
    "a contraction's epilogue, before another's result is added",
    ({ x, w }) => plus(product(x, w), inc(product(x, w))),
  ],
  [
    "inc",
    "buffer",
    "a contraction's epilogue, before another's result is added",
    ({ x, w }) => plus(inc(product(x, w)), sumTo(w, [4])),
  ],
  [
    "cheap",
    "buffer",
    "stored instead of the contraction that only it reads",
    ({ x, w }) => several(cheap(product(x, w)), 2),
  ],
  [
    "cheap",
    "buffer",
    "stored instead of the contraction that only it reads",
    ({ x, w }) => several(cheap(inc(product(x, w))), 2),
  ],
  ["cheap", "inline", "cheaper to compute again than to store", ({ x }) => several(cheap(x), 4)],
  ["cheap", "buffer", "it has several readers", ({ x }) => several(cheap(x), 5)],
  ["dear", "buffer", "too expensive to compute again", ({ x }) => several(dear(x), 4)],
  ["dear", "buffer", "it has several readers", ({ x }) => several(dear(x), 5)],
  ["cheap", "buffer", "its reader repeats it", ({ x, w }) => product(cheap(x), w)],
  ["cheap", "inline", "cheaper to compute again than to store", ({ x }) => inc(broadcastTo(cheap(x), [4, 4, 5]))],
  ["cheap", "buffer", "its reader repeats it", ({ x }) => inc(broadcastTo(cheap(x), [5, 4, 5]))],
  ["inc", "buffer", "it has several readers", ({ x }) => several(inc(rowSums(x)), 2)],
];

describe("a value", () => {
  it.each(cases)("of %s: %s, since %s", (op, decision, reason, build) => {
    expect(decisionOf(op, build)).toEqual([decision, reason]);
  });

  it("gets a buffer where fusion is off, unless it is a view", () => {
    expect(decisionOf("inc", ({ x }) => cheap(inc(x)), false)).toEqual(["buffer", "fusion is off"]);
    expect(decisionOf("sum_to", ({ x }) => inc(rowSums(x)), false)).toEqual(["buffer", "fusion is off"]);
    expect(decisionOf("padded", ({ x, triple }) => product(padded(x), triple), false)[0]).toBe("inline");
  });
});

describe("expressions", () => {
  it("are cut where they have grown large", () => {
    const { plan } = planOf(({ x }) => {
      let value: Tensor = x;
      for (let step = 0; step < 100; step++) value = inc(value);
      return value;
    });
    const buffered = bufferedValues(plan).filter(({ kind }) => kind !== "source");
    expect(buffered.map((fact) => [plan.decisions.get(fact.key)?.reason, nodesOf(plan, fact).length])).toEqual([
      ["its expression has grown large", 81],
      ["an output of the graph", 19],
    ]);
  });

  it("of sums of reductions are cut where they have grown to four", () => {
    const { plan } = planOf(({ x }) => added(x, 10));
    const cut = [...plan.decisions.values()].filter(({ reason }) => reason.startsWith("a sum of many"));
    expect(cut).toHaveLength(2);
    expect(planOf(({ x }) => added(x, 4)).plan.decisions.size).toBeGreaterThan(4);
    expect([...planOf(({ x }) => added(x, 4)).plan.decisions.values()].map(({ reason }) => reason)).not.toContain(
      "a sum of many reductions is stored as it grows",
    );
  });

  it("compute what is inlined into them, each node once", () => {
    const { plan, traced } = planOf(({ x, y }) => {
      const shared = cheap(x);
      return accumulate(plus(shared, inc(shared)), turn(turn(y)));
    });
    const [value] = bufferedValues(plan).filter(({ kind }) => kind !== "source");
    const ops = nodesOf(plan, value as never).map((id) => traced.graph.nodes[id]?.op);
    expect(ops).toEqual(["cheap", "inc", "plus", "turn", "turn", "accumulate"]);
  });
});
