/** The types of what goes into a graph and comes out of it. */
import { checkGraph } from "./check-argument.ts";
import { RensaError } from "./error.ts";
import type { Graph } from "./graph.ts";
import type { TensorType } from "./tensor-type.ts";

/**
 * The types of a graph's inputs, by position.
 *
 * @param graph - The graph, as data.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, identity, trace } from "@rensa/core";
 * import { inputTypesOf } from "@rensa/core/graph";
 *
 * console.log(inputTypesOf(trace({ x: f32(2) }, ({ x }) => identity(x)).graph)[0]); // { shape: [2], dtype: "f32" }
 * ```
 */
export function inputTypesOf(graph: Graph): readonly TensorType[] {
  checkGraph(graph);
  return graph.inputs.map((name) => typeIn(graph, name, 0));
}

/**
 * The types of a graph's outputs, by position.
 *
 * @param graph - The graph, as data.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { broadcastTo, f32, trace } from "@rensa/core";
 * import { outputTypesOf } from "@rensa/core/graph";
 *
 * console.log(outputTypesOf(trace({ x: f32(2) }, ({ x }) => broadcastTo(x, [3, 2])).graph)[0]); // { shape: [3, 2], dtype: "f32" }
 * ```
 */
export function outputTypesOf(graph: Graph): readonly TensorType[] {
  checkGraph(graph);
  return graph.outputs.map(({ source }) => typeIn(graph, source.node, source.slot));
}

function typeIn(graph: Graph, node: string, slot: number): TensorType {
  const type = graph.nodes[node]?.outputs[slot];
  if (type === undefined) throw new RensaError("GRAPH_INVALID", `The graph has no value ${node}.`);
  return type;
}
