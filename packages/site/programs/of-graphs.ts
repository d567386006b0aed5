/** Programs that fail at a graph which was saved, or written by hand. */
import { graphFromJson, graphToJson, loadGraph, parseGraph, registry } from "@rensa/core/graph";
import { defineOp, definePlugin, f32, trace } from "rensa";
import type { FailingPrograms } from "./program-table.ts";

export const ofGraphs = {
  OP_UNKNOWN: () => {
    const twice = defineOp({ name: "twice", forward: { scalar: ([x]) => x.add(x) } });
    const { graph } = trace({ x: f32(2) }, ({ x }) => twice(x));
    loadGraph(graph, registry());
  },
  PLUGIN_MISMATCH: () => {
    const twice = () => defineOp({ name: "twice", forward: { scalar: ([x]) => x.add(x) } });
    const old = definePlugin({ name: "mine", version: "1.0.0", ops: { twice: twice() } });
    const saved = graphToJson(trace({ x: f32(2) }, ({ x }) => old.ops.twice(x)).graph);
    const renewed = definePlugin({ name: "mine", version: "2.0.0", ops: { twice: twice() } });
    loadGraph(graphFromJson(saved), registry(renewed));
  },
  GRAPH_CYCLE: () => parseGraph("graph() {\n  a: f32[] = neg(b)\n  b: f32[] = neg(a)\n  return value = a\n}"),
  GRAPH_REFERENCE: () => parseGraph("graph(x: f32[2]) {\n  return value = y\n}"),
  GRAPH_INVALID: () => graphFromJson('{"format": "something else"}'),
  PARSE_FAILED: () => parseGraph("no graph"),
} satisfies Partial<FailingPrograms>;
