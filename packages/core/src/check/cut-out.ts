/** A part of a graph as a graph of its own: what it reads from around it becomes inputs. */
import { inputOp, type Graph, type GraphNode, type NodeId, type Reference } from "../graph/graph.ts";
import type { HostTensor } from "../graph/host-tensor.ts";
import { topologicalOrder } from "../graph/topological-order.ts";
import { valueAt, type Values } from "./evaluate.ts";

/** A graph with the values of its inputs. */
export interface CutOut {
  readonly graph: Graph;
  readonly inputs: readonly HostTensor[];
}

/** The graph of the kept nodes. Its outputs are `wanted`, and what no kept node reads. */
export function cutOut(graph: Graph, kept: ReadonlySet<NodeId>, wanted: NodeId, values: Values): CutOut {
  const nodes = new Map<NodeId, GraphNode>();
  const inputs: HostTensor[] = [];
  const read = new Set<NodeId>();
  const inside = ({ node, slot }: Reference): Reference => {
    read.add(node);
    if (kept.has(node)) return { node, slot };
    const id = slot === 0 ? node : `${node}_output_${String(slot)}`;
    if (!nodes.has(id)) {
      const value = valueAt(values, { node, slot });
      const type = { shape: value.shape, dtype: value.dtype };
      nodes.set(id, { id, op: inputOp, inputs: [], attributes: {}, outputs: [type], origin: null });
      inputs.push(value);
    }
    return { node: id, slot: 0 };
  };
  const order = topologicalOrder(graph).filter(({ id }) => kept.has(id));
  for (const node of order) nodes.set(node.id, { ...node, inputs: node.inputs.map(inside) });
  const outputs = order
    .filter(({ id }) => id === wanted || !read.has(id))
    .flatMap(({ id, outputs: types }) =>
      types.map((_, slot) => ({
        name: slot === 0 ? id : `${id}_output_${String(slot)}`,
        source: { node: id, slot },
      })),
    );
  const all = [...nodes.values()];
  return {
    graph: {
      inputs: all.filter(({ op }) => op === inputOp).map(({ id }) => id),
      outputs,
      nodes: Object.fromEntries(all.map((node) => [node.id, node])),
    },
    inputs,
  };
}

/**
 * The smallest set of nodes around `wanted` that still shows a fault: grown from it towards the inputs until it shows, then
 * without whatever is not needed. `null` where it does not show at all.
 */
export async function smallestShowing(
  graph: Graph,
  wanted: NodeId,
  shows: (kept: ReadonlySet<NodeId>) => Promise<boolean>,
): Promise<ReadonlySet<NodeId> | null> {
  const grown = await growUntil(graph, wanted, shows);
  if (grown === null) return null;
  let kept = [...grown];
  let tries = 0;
  for (let size = Math.ceil(kept.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < kept.length && tries < mostTries;) {
      const rest = kept.filter((id, at) => id === wanted || at < from || at >= from + size);
      tries++;
      if (rest.length < kept.length && (await shows(new Set(rest)))) kept = rest;
      else from += size;
    }
  }
  return new Set(kept);
}

/** A pass is run for each try, so they are not endless. */
const mostTries = 400;

async function growUntil(
  graph: Graph,
  wanted: NodeId,
  shows: (kept: ReadonlySet<NodeId>) => Promise<boolean>,
): Promise<ReadonlySet<NodeId> | null> {
  const kept = new Set([wanted]);
  let border: readonly NodeId[] = [wanted];
  while (border.length > 0) {
    if (await shows(kept)) return kept;
    border = border.flatMap((id) =>
      (graph.nodes[id]?.inputs ?? []).flatMap(({ node }) => {
        if (kept.has(node) || graph.nodes[node]?.op === inputOp) return [];
        kept.add(node);
        return [node];
      }),
    );
  }
  // It takes something that does not lead to the node, such as another that it is taken for.
  const all = topologicalOrder(graph).flatMap(({ id, op }) => (op === inputOp ? [] : [id]));
  return (await shows(new Set(all))) ? new Set(all) : null;
}
