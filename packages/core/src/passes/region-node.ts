/** Nodes with regions, as passes see and rewrite them. */
import { inputOp, referenceKey, type Graph, type GraphNode, type GraphOutput, type NodeId } from "../graph/graph.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import { liveNodes } from "../graph/topological-order.ts";
import type { OpDefinition } from "../op/definition.ts";
import type { Region } from "../op/region.ts";

/** The region of a node; `undefined` where it has none. */
export function regionOf(node: GraphNode, definitions: ReadonlyMap<string, OpDefinition>): Region | undefined {
  const form = definitions.get(node.op)?.form;
  return form !== undefined && "region" in form ? form.region(node.attributes) : undefined;
}

/** The node with another region. */
export function withRegion(
  node: GraphNode,
  region: Region,
  definitions: ReadonlyMap<string, OpDefinition>,
  changes: Partial<Pick<GraphNode, "id" | "inputs" | "outputs">> = {},
): GraphNode {
  const form = definitions.get(node.op)?.form;
  if (form === undefined || !("region" in form)) throw new TypeError(`${node.id} has no region`);
  return { ...node, ...changes, attributes: form.withRegion(region, node.attributes) };
}

/** A region with other graphs, in the order of `graphsOf`. */
export function withGraphs(region: Region, graphs: readonly Graph[]): Region {
  const [first, second] = graphs;
  switch (region.kind) {
    case "scan":
      return { ...region, body: first ?? region.body };
    case "while":
      return { ...region, condition: first ?? region.condition, body: second ?? region.body };
    case "branch":
      return { ...region, whenTrue: first ?? region.whenTrue, whenFalse: second ?? region.whenFalse };
  }
}

/** A name for a node that takes the place of another, which no node has. */
export function successorName(id: NodeId, isTaken: (id: NodeId) => boolean): NodeId {
  const base = id.replace(/\.\d+$/, "");
  let count = 1;
  while (isTaken(`${base}.${String(count)}`)) count++;
  return `${base}.${String(count)}`;
}

/** The nodes that some of a graph's outputs depend on. */
export function reachableFrom(graph: Graph, outputs: readonly GraphOutput[]): ReadonlySet<NodeId> {
  return liveNodes({ ...graph, outputs });
}

/** A graph with some of its inputs and outputs, in the given order, and only what these outputs depend on. */
export function narrowed(graph: Graph, inputs: readonly NodeId[], outputs: readonly GraphOutput[]): Graph {
  const live = reachableFrom(graph, outputs);
  const kept = new Set(inputs);
  const nodes = Object.values(graph.nodes).filter(({ id, op }) => (op === inputOp ? kept.has(id) : live.has(id)));
  return { ...graph, inputs, outputs, nodes: Object.fromEntries(nodes.map((node) => [node.id, node])) };
}

/** A graph with further inputs. */
export function withInputs(graph: Graph, added: readonly (readonly [NodeId, TensorType])[]): Graph {
  const nodes = added.map(([id, type]): GraphNode => {
    return { id, op: inputOp, inputs: [], attributes: {}, outputs: [type], origin: null };
  });
  return {
    ...graph,
    inputs: [...graph.inputs, ...nodes.map(({ id }) => id)],
    nodes: { ...graph.nodes, ...Object.fromEntries(nodes.map((node) => [node.id, node])) },
  };
}

/** The key of a node's output. */
export function outputKey(node: GraphNode, slot: number): string {
  return referenceKey({ node: node.id, slot });
}
