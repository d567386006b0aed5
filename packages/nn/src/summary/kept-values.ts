/** What is kept of the forward pass for the sake of gradients. */
import { bytesPerElement, type ProgramStages } from "@rensa/core";
import { constantOp, inputOp, type Graph, type NodeId } from "@rensa/core/graph";
import { isOutput } from "./trace-model.ts";

/**
 * Bytes by node of the forward pass: of the buffers that it writes and that kernels of the backward pass read. What is
 * computed again there, as fusion and checkpoints decide, is not kept; neither are inputs and parameters, which are there
 * in any case.
 */
export function keptBytes({ graph, kernels }: ProgramStages): ReadonlyMap<NodeId, number> {
  const forward = forwardNodes(graph);
  const nodeOf = (buffer: string): NodeId => buffer.split("#")[0] ?? buffer;
  const bytes = new Map<string, number>();
  for (const { buffers } of kernels) {
    for (const { name, access, dtype, length } of buffers) {
      const isKeepable = access !== "read" && forward.has(nodeOf(name));
      if (isKeepable) bytes.set(name, bytesPerElement[dtype] * length);
    }
  }
  const kept = new Map<NodeId, number>();
  for (const { nodes, buffers } of kernels) {
    if (nodes.every((id) => forward.has(id))) continue;
    for (const { name, access } of buffers) {
      const size = bytes.get(name);
      if (access !== "read" || size === undefined) continue;
      bytes.delete(name);
      kept.set(nodeOf(name), (kept.get(nodeOf(name)) ?? 0) + size);
    }
  }
  return kept;
}

/** The nodes that outputs and assigned values are computed from. */
function forwardNodes(graph: Graph): ReadonlySet<NodeId> {
  const pending = graph.outputs.flatMap(({ name, source }) =>
    isOutput(name) || name.startsWith("assigned.") ? [source.node] : [],
  );
  const forward = new Set<NodeId>();
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    const node = graph.nodes[id];
    if (node === undefined || forward.has(id) || node.op === inputOp || node.op === constantOp) continue;
    forward.add(id);
    for (const { node: input } of node.inputs) pending.push(input);
  }
  return forward;
}
