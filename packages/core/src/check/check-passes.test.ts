import { describe, expect, it } from "vitest";
import { cond } from "../control/cond.ts";
import { scan } from "../control/scan.ts";
import { whileLoop } from "../control/while-loop.ts";
import { referenceKey, type Graph, type GraphNode, type Reference } from "../graph/graph.ts";
import { f32, i32 } from "../graph/tensor-type.ts";
import { defineOp } from "../op/define-op.ts";
import { accumulate, full } from "../op/structural.ts";
import type { Tensor } from "../op/tensor.ts";
import { defaultRegionPasses } from "../passes/optimize.ts";
import type { Pass } from "../passes/pass.ts";
import { removeDead } from "../passes/remove-dead.ts";
import { rule } from "../passes/rule.ts";
import { shareCommon } from "../passes/share.ts";
import { simplifyWith } from "../passes/simplify.ts";
import { standardPasses } from "../passes/standard-passes.ts";
import { trace } from "../trace/trace.ts";
import { constant } from "../trace/constant.ts";
import { checkPasses, expectSameValues, formatChangedValue, PassError } from "./check-passes.ts";

const two = ["a", "b"] as const;
const plus = defineOp({ name: "plus", inputs: two, forward: { scalar: ([a, b]) => a.add(b) } });
const times = defineOp({ name: "times", inputs: two, forward: { scalar: ([a, b]) => a.mul(b) } });
const tanh = defineOp({ name: "tanh_", forward: { scalar: ([x]) => x.tanh() } });
const inverse = defineOp({ name: "inverse", forward: { scalar: ([x]) => x.pow(-1) } });
const below = defineOp({ name: "below", inputs: two, forward: { scalar: ([a, b]) => a.lt(b) }, result: "bool" });
let rolls = 0;
const roll = defineOp({
  name: "roll",
  forward: {
    host: {
      types: ([x]) => [x],
      run: (_, [y]) => {
        y?.data.fill(++rolls);
      },
    },
  },
  traits: { impure: true },
  nonDifferentiable: "a test",
  call: (apply) => (x: Tensor) => apply([x]),
});

const right = rule("x + 0 -> x", { op: plus, inputs: ["x", { value: 0 }] }, ({ x }) => x);
const wrong = rule("tanh(x) -> x", { op: tanh, inputs: ["x"] }, ({ x }) => x);
const vector = { x: f32(3), y: f32(3) };

/** Reads one value where another was read. */
function replacing(name: string, which: (node: GraphNode, graph: Graph) => Reference | undefined): Pass {
  return {
    name,
    run: (graph) => ({
      replacements: new Map(
        Object.values(graph.nodes).flatMap((node) => {
          const other = which(node, graph);
          return other === undefined ? [] : [[referenceKey({ node: node.id, slot: 0 }), other] as const];
        }),
      ),
    }),
  };
}

describe("checkPasses", () => {
  it("names the pass, the rule and the value, and cuts the graph down to it", async () => {
    const traced = trace(vector, ({ x, y }) => {
      const noise = [x, y].map((each) => inverse(plus(each, 1)));
      return times(plus(tanh(times(plus(x, 0), y)), 3), noise[0] as Tensor);
    });
    const passes = [shareCommon, simplifyWith([right, wrong]), removeDead];
    const found = await checkPasses(traced, { passes }, { data: { x: [1, 2, 3], y: [0, 1, 0] } });
    expect(found).toMatchObject({
      pass: "simplify",
      rule: wrong.name,
      op: "tanh_",
      regions: [],
      data: "the given data",
    });
    expect([found?.element, found?.before, found?.after]).toEqual([1, Math.tanh(2), 2]);
    expect(Object.values(found?.graph.nodes ?? {}).map(({ op }) => op)).toEqual(["input", "tanh_"]);
    expect(found && formatChangedValue(found)).toContain("tanh_(times_");
  });

  it("keeps what a rule needs to fit", async () => {
    const pair = rule("tanh(1 / x) -> x", { op: tanh, inputs: [{ op: inverse, inputs: ["x"] }] }, ({ x }) => x);
    const traced = trace(vector, ({ x, y }) => plus(tanh(inverse(plus(x, y))), y));
    const found = await checkPasses(traced, { passes: [simplifyWith([pair])] });
    expect(Object.values(found?.graph.nodes ?? {}).map(({ op }) => op)).toEqual(["input", "inverse", "tanh_"]);
  });

  it("sees what only an extreme shows", async () => {
    const zero = rule("x * 0 -> 0", { op: times, inputs: ["x", { value: 0 }] }, () => 0);
    const traced = trace(vector, ({ x }) => times(x, 0));
    const checked = { passes: [simplifyWith([zero])] };
    expect(await checkPasses(traced, checked, { extremes: false })).toBeNull();
    expect(await checkPasses(traced, checked)).toMatchObject({ data: "infinities", before: NaN, after: 0 });
  });

  it("sees what only the second use of state shows", async () => {
    const traced = trace({ count: f32(), x: f32() }, ({ count, x }) => ({
      count: plus(count, 1),
      result: times(times(count, x), 2),
    }));
    const forgetting: Pass = {
      name: "forget the state",
      run: (graph) => {
        const result = graph.outputs.find(({ name }) => name === "result")?.source;
        return { replacements: new Map([[result?.node ?? "", { node: "count", slot: 0 }]]) };
      },
    };
    const options = { data: { count: 0, x: 1 }, extremes: false };
    expect(await checkPasses(traced, { passes: [forgetting] }, options)).toBeNull();
    expect(await checkPasses(traced, { passes: [forgetting] }, { ...options, state: ["count"] })).toMatchObject({
      pass: "forget the state",
      data: "the given data, second use of the state",
      before: 2,
      after: 1,
    });
  });

  it("sees two draws that became one, and the same draws elsewhere as the same", async () => {
    const traced = trace(vector, ({ x }) => plus(roll(x), times(roll(x), 10)));
    const sharing = replacing("share draws", ({ id, op }, { nodes }) => {
      const first = Object.values(nodes).find((node) => node.op === "roll");
      return op === "roll" && first !== undefined && first.id !== id ? { node: first.id, slot: 0 } : undefined;
    });
    expect(await checkPasses(traced, { passes: [sharing] }, { extremes: false })).toMatchObject({ op: "roll" });
    expect(await checkPasses(traced, { passes: standardPasses([right]) })).toBeNull();
  });

  it("looks into loops and branches, on the values that they get", async () => {
    const traced = trace({ x: f32(3), n: i32() }, ({ x, n }) => {
      const step = (carry: typeof x): [typeof x, Tensor] => [tanh(plus(carry, 1)), tanh(carry)];
      const [last, all] = scan(x, {}, step, { length: 3 });
      const [end] = whileLoop(
        [n] as const,
        ([i]) => below(i, 3) as never,
        ([i]) => [plus(i, 1)] as never,
      );
      return {
        last,
        all,
        end,
        either: cond(
          below(n, 2) as never,
          () => tanh(x),
          () => x,
        ),
      };
    });
    const found = await checkPasses(traced as never, {
      passes: [simplifyWith([wrong])],
      regionPasses: defaultRegionPasses,
    });
    expect(found).toMatchObject({ rule: wrong.name, op: "tanh_" });
    expect(found?.regions).toHaveLength(1);
    expect(await checkPasses(traced as never, { passes: standardPasses([right]) })).toBeNull();
  });

  it("lets rounding be", async () => {
    const regroup = rule(
      "(a + b) + c -> a + (b + c)",
      {
        op: plus,
        inputs: [{ op: plus, inputs: ["a", "b"] }, "c"],
      },
      ({ a, b, c }) => plus(a, plus(b, c)),
    );
    const traced = trace(vector, ({ x, y }) => inverse(plus(plus(plus(x, 1e9), y), -1e9)));
    expect(await checkPasses(traced, { passes: [simplifyWith([regroup])] })).toBeNull();
  });

  it("says where a pass makes a graph that cannot run, and where no data can be run", async () => {
    const refusing = defineOp({
      name: "refusing",
      forward: {
        host: {
          types: ([x]) => [x],
          run: () => {
            throw new Error("no");
          },
        },
      },
      nonDifferentiable: "a test",
      call: (apply) => (x: Tensor) => apply([x]),
    });
    const bad = rule("tanh(x) -> refusing(x)", { op: tanh, inputs: ["x"] }, ({ x }) => refusing(x));
    const passes = [simplifyWith([bad])];
    await expect(
      checkPasses(
        trace(vector, ({ x }) => tanh(x)),
        { passes },
      ),
    ).rejects.toMatchObject({ code: "GRAPH_INVALID" });
    await expect(
      checkPasses(
        trace(vector, ({ x }) => refusing(x)),
        { passes },
      ),
    ).rejects.toMatchObject({
      code: "ARGUMENT_INVALID",
    });
    await expect(
      checkPasses(
        trace(vector, ({ x }) => x),
        { passes },
        { data: { x: [1] } },
      ),
    ).rejects.toMatchObject({
      code: "INPUT_MISMATCH",
    });
  });

  it("throws for compile", async () => {
    const traced = trace(vector, ({ x }) => accumulate(tanh(x), constant([1, 2, 3]), full([3], 2)));
    await expectSameValues(traced, { passes: standardPasses([right]) });
    const failed = expectSameValues(traced, { passes: [simplifyWith([wrong])] });
    await expect(failed).rejects.toBeInstanceOf(PassError);
    await expect(failed).rejects.toMatchObject({ code: "PASS_CHANGED_VALUES", op: "tanh_" });
  });
});
