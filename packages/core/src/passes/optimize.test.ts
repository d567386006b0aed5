import { describe, expect, it } from "vitest";
import { expectSameValues } from "../check/check-passes.ts";
import { cond } from "../control/cond.ts";
import { scan } from "../control/scan.ts";
import { whileLoop } from "../control/while-loop.ts";
import { constantOp, referenceKey, type Graph, type GraphNode } from "../graph/graph.ts";
import { f32 } from "../graph/tensor-type.ts";
import { defineOp } from "../op/define-op.ts";
import { graphsOf, type Region } from "../op/region.ts";
import { accumulate, full } from "../op/structural.ts";
import type { Tensor } from "../op/tensor.ts";
import { trace, type Traced } from "../trace/trace.ts";
import { constant } from "../trace/constant.ts";
import { hoistInvariants } from "./hoist-invariants.ts";
import { mergeScans } from "./merge-scans.ts";
import { optimize } from "./optimize.ts";
import { runPasses } from "./pipeline.ts";
import { regionOf } from "./region-node.ts";
import { removeDead } from "./remove-dead.ts";
import { shareCommon } from "./share.ts";
import { trimRegions } from "./trim-regions.ts";

const half = defineOp({ name: "half", forward: { scalar: ([x]) => x.mul(0.5) } });
const isSmall = defineOp({ name: "is_small", forward: { scalar: ([x]) => x.lt(8) }, result: "bool" });
const dice = defineOp({ name: "dice", forward: { scalar: ([x]) => x.mul(4) }, traits: { impure: true } });
const twice = defineOp({
  name: "twice",
  forward: { composite: ([x]) => accumulate(x, x) },
  vjp: ({ gradient }) => [() => accumulate(gradient, gradient)],
  call:
    (apply) =>
    (x: Vector): Vector =>
      apply([x]),
});

type Vector = Tensor<readonly [3], "f32">;

interface Found {
  readonly graph: Graph;
  readonly nodes: readonly GraphNode[];
  readonly regions: readonly Region[];
}

/** The nodes with regions after passes, which change no value. */
async function after(traced: Traced<never, unknown>, ...passes: Parameters<typeof runPasses>[2]): Promise<Found> {
  const { graph, definitions } = traced;
  const regionPasses = [mergeScans, trimRegions, removeDead];
  await expectSameValues(traced, passes.length === 0 ? { passes: [shareCommon], regionPasses } : { passes });
  const result =
    passes.length === 0
      ? await optimize(graph, definitions, [shareCommon], regionPasses)
      : await runPasses(graph, definitions, passes);
  const nodes = Object.values(result.graph.nodes).filter((node) => regionOf(node, result.definitions) !== undefined);
  const regions = nodes.flatMap((node) => regionOf(node, result.definitions) ?? []);
  return { graph: result.graph, nodes, regions };
}

function opsIn(graph: Graph | undefined): readonly string[] {
  return Object.values(graph?.nodes ?? {}).map(({ op }) => op);
}

const spec = { a: f32(3), b: f32(3), xs: f32(5, 3), ys: f32(5, 3) };

describe("trimming", () => {
  it("drops results, sequences and carried values that serve nothing that is read", async () => {
    const traced = trace(spec, ({ a, b, xs, ys }) => {
      const [, results] = scan({ a, b }, { xs, ys }, (carry, element) => [
        { a: accumulate(carry.a, element.xs), b: accumulate(carry.b, element.ys) },
        { a: half(carry.a), b: half(carry.b) },
      ]);
      return results.a;
    });
    const { nodes, regions } = await after(traced as never, trimRegions, removeDead);
    expect(nodes.map(({ inputs }) => inputs.map(referenceKey))).toEqual([["a", "xs"]]);
    expect(regions).toMatchObject([{ carried: 1, sequences: 1 }]);
    expect(nodes[0]?.outputs).toHaveLength(2);
  });

  it("keeps a carried value that another needs, and lets go what only it needed when nothing reads it", async () => {
    const build = (read: "a" | "b") =>
      trace(spec, ({ a, b, xs }) => {
        const [last] = scan({ a, b }, xs, (carry, x) => [
          { a: accumulate(carry.a, carry.b), b: accumulate(carry.b, x) },
          {},
        ]);
        return last[read];
      });
    expect((await after(build("a") as never, trimRegions)).regions).toMatchObject([{ carried: 2 }]);
    expect((await after(build("b") as never, trimRegions)).regions).toMatchObject([{ carried: 1 }]);
  });

  it("turns what is carried on unchanged into a constant, which is also what the loop returns", async () => {
    const traced = trace(spec, ({ a, b, xs }) => {
      const [last] = scan({ a, b }, xs, (carry, x) => [{ a: accumulate(carry.a, carry.b, x), b: carry.b }, {}]);
      return last;
    });
    const { graph, nodes, regions } = await after(traced as never, trimRegions, removeDead);
    expect(regions).toMatchObject([{ carried: 1, sequences: 1 }]);
    expect(nodes[0]?.inputs.map(referenceKey)).toEqual(["a", "xs", "b"]);
    expect(graph.outputs.map(({ source }) => referenceKey(source))).toEqual([nodes[0]?.id, "b"]);
  });

  it("removes a loop that returns nothing else, and all that only it read", async () => {
    const traced = trace(spec, ({ a, xs }) => {
      const [last] = scan(half(a), xs, (carry, x) => [carry, half(x)]);
      return last;
    });
    const { graph, nodes } = await after(traced as never, trimRegions, removeDead);
    expect(nodes).toEqual([]);
    expect(opsIn(graph)).not.toContain("scan");
  });

  it("goes from the last loop to the first: what a trimmed loop does not read is not computed", async () => {
    const traced = trace(spec, ({ a, b, xs }) => {
      const [, first] = scan({ a, b }, xs, (carry, x) => [
        { a: accumulate(carry.a, x), b: half(carry.b) },
        { a: carry.a, b: carry.b },
      ]);
      const [, second] = scan({}, first, (carry, element) => [carry, { a: half(element.a), b: half(element.b) }]);
      return second.b;
    });
    const { nodes, regions } = await after(traced as never, trimRegions, removeDead);
    expect(nodes).toHaveLength(2);
    expect(regions).toContainEqual(expect.objectContaining({ carried: 1, sequences: 0 }));
    expect(regions).toContainEqual(expect.objectContaining({ carried: 0, sequences: 1 }));
  });

  it("trims while loops by what the condition and the result need, and branches by operand and output", async () => {
    const loop = trace({ n: f32(), x: f32(), y: f32() }, ({ n, x, y }) => {
      const last = whileLoop(
        { n, x, y },
        ({ n: count }) => isSmall(count),
        (carry) => ({ n: accumulate(carry.n, full([], 1)), x: half(carry.x), y: half(carry.y) }),
      );
      return last.x;
    });
    expect((await after(loop as never, trimRegions, removeDead)).regions).toMatchObject([{ carried: 2 }]);
    const choice = trace({ p: f32(), x: f32(3), y: f32(3), z: f32(3) }, ({ p, x, y, z }) => {
      const [first] = cond(
        isSmall(p),
        () => [accumulate(x, y), half(z)] as const,
        () => [half(x), z] as const,
      );
      return first;
    });
    const { nodes } = await after(choice as never, trimRegions, removeDead);
    expect(nodes[0]?.inputs.slice(1).map(referenceKey)).toEqual(["x", "y"]);
    expect(nodes[0]?.outputs).toHaveLength(1);
  });
});

describe("merging", () => {
  const step = (carry: Vector, x: Vector): Vector => half(accumulate(carry, x));
  const twoLoops = (second: (carry: Vector, x: Vector) => readonly [Vector, Vector]) =>
    trace(spec, ({ a, xs }) => {
      const [, first] = scan(a, xs, (carry, x) => [step(carry, x), carry]);
      const [last, other] = scan(a, xs, (carry, x) => second(carry, x));
      return { first, last, other };
    });

  it("joins loops that carry the same and return different results", async () => {
    const traced = twoLoops((carry, x) => [step(carry, x), accumulate(carry, carry)]);
    const { graph, nodes, regions } = await after(traced as never, mergeScans, removeDead);
    expect(nodes).toHaveLength(1);
    expect(nodes[0]?.outputs).toHaveLength(3);
    expect(opsIn(graphsOf(regions[0] as Region)[0])).toEqual(["input", "input", "accumulate", "half", "accumulate"]);
    expect(graph.outputs.map(({ source }) => source.slot)).toEqual([1, 0, 2]);
  });

  it("returns a result that both have once", async () => {
    const { nodes } = await after(twoLoops((carry, x) => [step(carry, x), carry]) as never, mergeScans, removeDead);
    expect(nodes.map(({ outputs }) => outputs.length)).toEqual([2]);
  });

  it("leaves loops apart that carry other values, or whose values are made by chance", async () => {
    const other = await after(twoLoops((carry, x) => [accumulate(carry, x), carry]) as never, mergeScans);
    expect(other.nodes).toHaveLength(2);
    const chance = trace(spec, ({ a, xs }) => {
      const run = () => scan(a, xs, (carry, x) => [dice(accumulate(carry, x)), carry]);
      return [run()[1], run()[0]];
    });
    expect((await after(chance as never, mergeScans)).nodes).toHaveLength(2);
  });

  it("sees that loops are alike when those are that they read", async () => {
    const traced = trace(spec, ({ a, xs }) => {
      const run = () => {
        const [, first] = scan(a, xs, (carry, x) => [step(carry, x), carry]);
        const [, second] = scan(a, first, (carry, x) => [step(carry, x), carry]);
        return second;
      };
      return [run(), run()];
    });
    expect((await after(traced as never, mergeScans)).nodes).toHaveLength(2);
  });
});

describe("hoisting", () => {
  const costly = defineOp({ name: "costly", forward: { scalar: ([x]) => x.exp().log() } });

  it("computes before the loop what depends on its constants alone, and leaves there what is cheap", async () => {
    const traced = trace(spec, ({ a, b, xs }) => {
      const [last] = scan(a, xs, (carry, x) => [accumulate(carry, half(costly(costly(b))), costly(x)), {}]);
      return last;
    });
    const { graph, nodes, regions } = await after(traced as never, hoistInvariants, trimRegions, removeDead);
    expect(opsIn(graph).filter((op) => op === "costly")).toHaveLength(2);
    const [body] = regions.flatMap(graphsOf);
    expect(opsIn(body).filter((op) => op !== "input")).toEqual(["half", "costly", "accumulate"]);
    expect(nodes[0]?.inputs.map(({ node }) => graph.nodes[node]?.op)).toEqual(["input", "input", "costly"]);
  });

  it("goes through all loops around it, and leaves what is made by chance", async () => {
    const traced = trace(spec, ({ a, b, xs }) => {
      const [last] = scan(a, xs, (carry, x) => {
        const [next] = scan(carry, {}, (inner) => [accumulate(inner, costly(b), dice(b), x), {}], {
          length: 2,
        });
        return [next, {}];
      });
      return last;
    });
    const { graph, definitions } = traced;
    const regionPasses = [hoistInvariants, trimRegions, removeDead];
    await expectSameValues(traced, { passes: [], regionPasses });
    const optimized = (await optimize(graph, definitions, [], regionPasses)).graph;
    expect(opsIn(optimized)).toContain("costly");
    expect(opsIn(optimized)).not.toContain("dice");
  });

  it("hoists nothing where there is nothing but views and numbers", async () => {
    const traced = trace(spec, ({ a, b, xs }) => {
      const [last] = scan(a, xs, (carry, x) => [accumulate(carry, half(b), full([3], 2), x), {}]);
      return last;
    });
    const { nodes } = await after(traced as never, hoistInvariants);
    expect(nodes[0]?.inputs).toHaveLength(3);
  });
});

describe("the graphs of regions", () => {
  it("go through the passes of their program, at every depth", async () => {
    const traced = trace(spec, ({ a, xs }) => {
      const [, results] = scan(a, xs, (carry, x) => {
        const [last] = scan(twice(carry), {}, (inner) => [twice(accumulate(inner, x)), {}], { length: 2 });
        return [last, accumulate(half(last), half(last))];
      });
      return results;
    });
    const { regions } = await after(traced as never);
    const [outer] = regions.flatMap(graphsOf);
    expect(opsIn(outer)).not.toContain("twice");
    expect(opsIn(outer).filter((op) => op === "half")).toHaveLength(1);
    const inner = Object.values(outer?.nodes ?? {}).find(({ op }) => op === "scan");
    expect(opsIn(regionGraph(inner))).not.toContain("twice");
  });

  it("hold no data: it is lifted out of them, through all of them", async () => {
    const traced = trace(spec, ({ a, xs }) => {
      const [last] = scan(a, xs, (carry, x) => {
        const [next] = scan(carry, {}, (inner) => [accumulate(inner, constant([1, 2, 3]) as Vector, x), {}], {
          length: 2,
        });
        return [next, {}];
      });
      return last;
    });
    const { graph, regions } = await after(traced as never);
    expect(opsIn(graph).filter((op) => op === constantOp)).toHaveLength(1);
    const [outer] = regions.flatMap(graphsOf);
    expect(opsIn(outer)).not.toContain(constantOp);
    const inner = Object.values(outer?.nodes ?? {}).find(({ op }) => op === "scan");
    expect(opsIn(regionGraph(inner))).not.toContain(constantOp);
  });
});

function regionGraph(node: GraphNode | undefined): Graph | undefined {
  const form = scan.definition.form;
  if (node === undefined || !("region" in form)) return undefined;
  return graphsOf(form.region(node.attributes))[0];
}
