import { describe, expect, test } from "vitest";
import { f32, i32 } from "../graph/tensor-type.ts";
import { ConstantData } from "../graph/constant-data.ts";
import { constantOp, type Attributes, type Graph, type GraphNode } from "../graph/graph.ts";
import { undoDiff } from "../graph/edit.ts";
import { defineOp } from "../op/define-op.ts";
import { accumulate, broadcastTo, full, sumTo } from "../op/structural.ts";
import { Recorder } from "../trace/recorder.ts";
import { trace } from "../trace/trace.ts";
import type { LoopsForm } from "../op/form.ts";
import type { Tensor } from "../op/tensor.ts";
import { growthOf, mostLinear } from "../../test/growth.ts";
import { foldConstants } from "./fold.ts";
import { runPasses } from "./pipeline.ts";
import { removeDead } from "./remove-dead.ts";

const half = defineOp({ name: "half", forward: { scalar: ([x]) => x.mul(0.5) } });
const isAbove = defineOp({
  name: "is_above",
  inputs: ["a", "b"],
  forward: { scalar: ([a, b]) => a.gt(b) },
  result: "bool",
});
const dice = defineOp({ name: "dice", forward: { scalar: ([x]) => x.mul(4) }, traits: { impure: true } });
const onHost = defineOp({
  name: "on_host",
  forward: {
    host: {
      types: ([x]) => [x],
      run: () => {
        throw new Error("must not run while compiling");
      },
    },
  },
  call: (apply) => (x: Tensor) => apply([x]),
});

const loops = (name: string, element: LoopsForm<["x"], Attributes>["loops"]) =>
  defineOp({
    name,
    inputs: ["x"],
    attributes: {},
    forward: { loops: element },
    nonDifferentiable: "a test",
    call: (apply) => (x: Tensor) => apply([x]),
  });
const reversed = loops("reversed", ([x]) => ({ shape: x.shape, element: (i) => x.at(i.mul(-1).add(4_999)) }));
const bordered = loops("bordered", ([x], _, { within }) => ({
  shape: [4],
  element: (i) => within([{ index: i, lower: 1, upper: 3 }], () => x.at(i.sub(1)), 0),
}));
const numbered = loops("numbered", ([x], _, { position }) => ({
  shape: x.shape,
  element: (i) => x.at(i).add(position(i).to("f32")),
}));

/** The node of the only output after folding. */
async function folded(build: () => Tensor): Promise<GraphNode> {
  const traced = trace({}, build);
  return outputNode((await runPasses(traced.graph, traced.definitions, [foldConstants, removeDead])).graph);
}

function outputNode(graph: Graph): GraphNode {
  const node = graph.nodes[graph.outputs[0]?.source.node ?? ""];
  if (node === undefined) throw new Error("The graph has no output.");
  return node;
}

async function attributesOf(build: () => Tensor): Promise<Attributes> {
  return (await folded(build)).attributes;
}

describe("foldConstants", () => {
  test("gives a full where all elements are one number", async () => {
    expect(await attributesOf(() => accumulate(half(full([2, 3], 3)), full([2, 3], 1)))).toEqual({
      shape: [2, 3],
      value: 2.5,
      dtype: "f32",
    });
  });

  test("folds what is one number throughout whatever its size", async () => {
    expect(await attributesOf(() => half(broadcastTo(full([], 3), [5000, 5000])))).toEqual({
      shape: [5000, 5000],
      value: 1.5,
      dtype: "f32",
    });
  });

  test("sees through what moves elements, whatever its size", async () => {
    expect(await attributesOf(() => reversed(full([5_000], 3)))).toEqual({ shape: [5_000], value: 3, dtype: "f32" });
  });

  test("knows that a border and positions are not what stands inside", async () => {
    expect((await attributesOf(() => bordered(full([2], 3))))["data"]).toEqual(ConstantData.copy("f32", [0, 3, 3, 0]));
    expect((await attributesOf(() => numbered(full([3], 1))))["data"]).toEqual(ConstantData.copy("f32", [1, 2, 3]));
  });

  test("sums a full", async () => {
    expect(await attributesOf(() => sumTo(full([4, 8], 0.5), [1, 8]))).toEqual({
      shape: [1, 8],
      value: 2,
      dtype: "f32",
    });
  });

  test("gives a constant where the elements differ", async () => {
    const recorder = new Recorder();
    const result = recorder.run(() => half(recorder.constant([3], ConstantData.copy("f32", [1, 2, 3]))));
    const graph = recorder.finish([{ name: "value", source: result.reference }]);
    const node = outputNode((await runPasses(graph, recorder.definitions, [foldConstants])).graph);
    expect(node.op).toBe(constantOp);
    expect(node.attributes).toEqual({ shape: [3], dtype: "f32", data: ConstantData.copy("f32", [0.5, 1, 1.5]) });
  });

  test("keeps the dtype of integers and of conditions", async () => {
    expect(await attributesOf(() => accumulate(full([2], 3, "i32"), full([2], 4, "i32")))).toEqual({
      shape: [2],
      value: 7,
      dtype: "i32",
    });
    expect(await attributesOf(() => isAbove(full([2], 2), 1))).toEqual({ shape: [2], value: 1, dtype: "bool" });
  });

  test("leaves NaN and negative zero as they are", async () => {
    expect((await attributesOf(() => half(full([2], NaN))))["value"]).toBeNaN();
    expect(Object.is((await attributesOf(() => half(full([], -0))))["value"], -0)).toBe(true);
  });

  test("does not decide a comparison by digits that f32 does not have", async () => {
    expect((await folded(() => isAbove(full([], 0.1), full([], 0.1 + 1e-12)))).op).toBe("is_above");
  });

  test("leaves impure ops and host ops to the program", async () => {
    expect((await folded(() => dice(full([2], 1)))).op).toBe("dice");
    expect((await folded(() => onHost(full([2], 1)))).op).toBe("on_host");
  });

  test("leaves what reads an input, and large results whose elements may differ", async () => {
    const { graph, definitions } = trace({ x: f32(2), n: i32() }, ({ x }) => half(x));
    expect((await runPasses(graph, definitions, [foldConstants])).graph).toEqual(graph);
    expect((await folded(() => sumTo(full([2, 2000], 1), [2000]))).op).toBe("sum_to");
  });

  test("is undone by its diff", async () => {
    const { graph, definitions } = trace({}, () => half(half(full([2], 4))));
    const { graph: after, diffs } = await runPasses(graph, definitions, [foldConstants]);
    expect(after).not.toEqual(graph);
    expect(diffs.reduceRight(undoDiff, after)).toEqual(graph);
  });

  test("takes linear time", async () => {
    const growth = await growthOf(500, (size) => {
      const { graph, definitions } = trace({}, () => {
        let value: Tensor = full([], 1);
        for (let step = 0; step < size; step++) value = half(value);
        return value;
      });
      return () => runPasses(graph, definitions, [foldConstants]);
    });
    expect(growth).toBeLessThan(mostLinear);
  });
});
