/** The structure of a graph: what must hold after every pass, told without looking at data. */
import { dtypes } from "./dtype.ts";
import { RensaError } from "./error.ts";
import { graphLimits } from "./limits.ts";
import { inputOp, type Graph, type GraphNode } from "./graph.ts";
import { sizeOf } from "./shape.ts";
import type { TensorType } from "./tensor-type.ts";
import { topologicalOrder } from "./topological-order.ts";

/**
 * Checks the structure of a graph: every reference leads to an output, nothing depends on itself, names are unique, types
 * are types.
 *
 * @throws RensaError `GRAPH_REFERENCE`, `GRAPH_CYCLE` or `GRAPH_INVALID`.
 */
export function verifyStructure(graph: Graph): void {
  for (const [key, node] of Object.entries(graph.nodes)) {
    if (node.id !== key) throw invalid(`The node "${node.id}" stands under another name; use its id as its key.`, node);
  }
  for (const node of topologicalOrder(graph)) verifyNode(graph, node);
  const inputs = new Set(graph.inputs);
  if (inputs.size !== graph.inputs.length) throw invalid("Two inputs have one name; rename one of them.");
  for (const id of inputs) {
    if (!Object.hasOwn(graph.nodes, id) || graph.nodes[id]?.op !== inputOp)
      throw invalid(`The input "${id}" is not an input node; make its op "${inputOp}".`);
  }
  const names = new Set<string>();
  for (const { name, source } of graph.outputs) {
    if (names.has(name)) throw invalid(`Two outputs are named "${name}"; rename one of them.`);
    names.add(name);
    outputOf(graph, source.node, source.slot, `The output "${name}"`);
  }
}

function verifyNode(graph: Graph, node: GraphNode): void {
  for (const { node: id, slot } of node.inputs) outputOf(graph, id, slot, `"${node.id}"`, node);
  for (const { shape, dtype } of node.outputs) {
    if (!dtypes.includes(dtype) || !shape.every((extent) => Number.isInteger(extent) && extent >= 0)) {
      throw invalid(`"${node.id}" has an output of type ${dtype}[${shape.join(",")}], which is none.`, node);
    }
    if (shape.length > graphLimits.rank || !Number.isSafeInteger(sizeOf(shape))) {
      throw invalid(
        `"${node.id}" has an output of ${String(shape.length)} axes and ${String(sizeOf(shape))} elements; the limits of size are ${String(graphLimits.rank)} and 2^53.`,
        node,
      );
    }
  }
}

/** The type of an output of a node, which must be there. */
export function outputOf(graph: Graph, id: string, slot: number, who: string, node?: GraphNode): TensorType {
  const type = Object.hasOwn(graph.nodes, id) ? graph.nodes[id]?.outputs[slot] : undefined;
  if (type === undefined) {
    throw new RensaError(
      "GRAPH_REFERENCE",
      `${who} reads output ${String(slot)} of "${id}", which does not exist; change the reference.`,
      {
        node: node?.id,
        origin: node?.origin ?? undefined,
      },
    );
  }
  return type;
}

/** A graph that is none. */
export function invalid(sentence: string, node?: GraphNode): RensaError {
  return new RensaError("GRAPH_INVALID", sentence, { node: node?.id, op: node?.op, origin: node?.origin ?? undefined });
}
