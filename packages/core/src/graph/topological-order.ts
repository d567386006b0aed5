/** The order of a graph: every node after those it reads. */
import { checkGraph } from "./check-argument.ts";
import { RensaError } from "./error.ts";
import { type Graph, type GraphNode, type NodeId } from "./graph.ts";

const orders = new WeakMap<Graph, readonly GraphNode[]>();

/**
 * The nodes, each after those that it reads; otherwise in the order of the record. Computed once per graph.
 *
 * @param graph - The graph, as data.
 *
 * @throws RensaError `GRAPH_REFERENCE` where a node reads one that does not exist; `GRAPH_CYCLE` naming the cycle.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, identity, trace } from "@rensa/core";
 * import { topologicalOrder } from "@rensa/core/graph";
 *
 * const { graph } = trace({ x: f32(2) }, ({ x }) => identity(identity(x)));
 * console.log(topologicalOrder(graph).map(({ id }) => id)); // ["x", "identity_0", "identity_1"]
 * ```
 */
export function topologicalOrder(graph: Graph): readonly GraphNode[] {
  const known = orders.get(graph);
  if (known !== undefined) return known;
  checkGraph(graph);
  const order: GraphNode[] = [];
  const done = new Set<NodeId>();
  for (const id of Object.keys(graph.nodes)) visitFrom(graph, id, done, order);
  orders.set(graph, order);
  return order;
}

/** Depth first without recursion: graphs are deeper than the call stack. */
function visitFrom(graph: Graph, root: NodeId, done: Set<NodeId>, order: GraphNode[]): void {
  const path: { readonly node: GraphNode; next: number }[] = [];
  const open = new Set<NodeId>();
  const enter = (id: NodeId, reader: GraphNode | undefined): void => {
    if (done.has(id)) return;
    const node = Object.hasOwn(graph.nodes, id) ? graph.nodes[id] : undefined;
    if (node === undefined) {
      throw new RensaError(
        "GRAPH_REFERENCE",
        `${reader?.id ?? "The graph"} reads the node "${id}", which does not exist; add it or change the reference.`,
        { node: reader?.id, origin: reader?.origin ?? undefined },
      );
    }
    if (open.has(id)) {
      const cycle = [...path.map((step) => step.node.id).slice(path.findIndex((step) => step.node.id === id)), id];
      throw new RensaError(
        "GRAPH_CYCLE",
        `The graph has a cycle: ${cycle.reverse().join(" -> ")}; a node cannot depend on itself.`,
        { node: id },
      );
    }
    open.add(id);
    path.push({ node, next: 0 });
  };
  enter(root, undefined);
  for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
    const input = step.node.inputs[step.next++];
    if (input !== undefined) {
      enter(input.node, step.node);
      continue;
    }
    path.pop();
    open.delete(step.node.id);
    done.add(step.node.id);
    order.push(step.node);
  }
}

/**
 * The nodes that the outputs depend on. Inputs count only where they are used.
 *
 * @param graph - The graph.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, identity, trace } from "@rensa/core";
 * import { liveNodes } from "@rensa/core/graph";
 *
 * const { graph } = trace({ x: f32(2), y: f32() }, ({ x }) => { identity(x); return x; });
 * console.log([...liveNodes(graph)]); // ["x"]
 * ```
 */
export function liveNodes(graph: Graph): ReadonlySet<NodeId> {
  checkGraph(graph);
  const live = new Set<NodeId>();
  const pending = graph.outputs.map(({ source }) => source.node);
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (live.has(id)) continue;
    live.add(id);
    for (const input of graph.nodes[id]?.inputs ?? []) pending.push(input.node);
  }
  return live;
}
