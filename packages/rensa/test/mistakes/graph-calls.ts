/** A valid call of every function and class of `@rensa/core/graph`. */
import * as core from "@rensa/core";
import * as graphs from "@rensa/core/graph";
import { definitions, graph, node, plugin, simplified, traced } from "./core-values.ts";
import type { Calls } from "./mistakes.ts";

const { f32, trace } = core;

export const graphCalls: Calls = {
  graphsWithin: () => [node.attributes],
  "ConstantData.copy": () => ["f32", new Float32Array(2)],
  "ConstantData.own": () => ["f32", new Float32Array(2)],
  inputTypesOf: () => [graph],
  outputTypesOf: () => [graph],
  referenceKey: () => [{ node: "a", slot: 0 }],
  sameReference: () => [
    { node: "a", slot: 0 },
    { node: "a", slot: 0 },
  ],
  registry: () => [plugin],
  loadGraph: () => [trace({ x: f32(2) }, ({ x }) => core.identity(x)).graph, graphs.registry()],
  makeTraced: () => [graph, traced.spec, traced.result, definitions],
  editGraph: () => [graph, "mine", {}],
  undoDiff: () => [simplified.diffs[0]?.after, simplified.diffs[0]],
  formatDiff: () => [simplified.diffs[0]],
  topologicalOrder: () => [graph],
  liveNodes: () => [graph],
  graphToJson: () => [graph],
  graphFromJson: () => [graphs.graphToJson(graph)],
  parseGraph: () => [graphs.printGraph(graph)],
  printDot: () => [graph],
  printGraph: () => [graph, {}],
  verifyGraph: () => [graph, () => null],
  graphView: () => [graph],
  generations: () => [graph],
};
