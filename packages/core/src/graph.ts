/**
 * Graphs as data: their records, edits, texts and JSON, what makes sure that one is right, and views of one.
 *
 * @packageDocumentation
 */
export { ConstantData } from "./graph/constant-data.ts";
export { editGraph, formatDiff, undoDiff, type GraphDiff, type GraphEdit } from "./graph/edit.ts";
export { inputTypesOf, outputTypesOf } from "./graph/graph-types.ts";
export { graphsWithin, type GraphValueFault } from "./graph/graph-value.ts";
export {
  constantOp,
  inputOp,
  referenceKey,
  sameReference,
  type Graph,
  type GraphNode,
  type GraphOutput,
  type NodeId,
  type Reference,
} from "./graph/graph.ts";
export { graphFromJson, graphToJson } from "./graph/json.ts";
export type { GraphReadOptions } from "./graph/limits.ts";
export { parseGraph } from "./graph/parse.ts";
export { printDot } from "./graph/print-dot.ts";
export { printGraph, type PrintOptions } from "./graph/print.ts";
export { liveNodes, topologicalOrder } from "./graph/topological-order.ts";
export { verifyGraph, type InferNode } from "./graph/verify.ts";
export { generations, graphView, type GraphView, type ViewEdge, type ViewNode } from "./graph/view.ts";
export { structuralOps } from "./op/structural.ts";
export { loadGraph } from "./trace/load.ts";
export { makeTraced } from "./trace/trace.ts";
export { registry, type Registry } from "./trace/registry.ts";
export { controlOps } from "./control/control-ops.ts";
