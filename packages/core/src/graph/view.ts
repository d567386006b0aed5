/** The graph as a graphology graph: a cached, read-only view for analysis. */
import { checkGraph } from "./check-argument.ts";
import graphology from "graphology";
// By its name: the type of the default import is the module for Node's resolution, and the class for bundlers'.
import type { MultiDirectedGraph } from "graphology";
import type { Graph, NodeId } from "./graph.ts";
import { topologicalOrder } from "./topological-order.ts";

/** Attributes of a node of the view. */
export interface ViewNode {
  readonly op: string;
}

/** Attributes of an edge of the view: which output is read, as which input. */
export interface ViewEdge {
  readonly slot: number;
  readonly position: number;
}

/** The view: two nodes may be joined by several edges, as `mul(x, x)` joins them. */
export type GraphView = MultiDirectedGraph<ViewNode, ViewEdge>;

const views = new WeakMap<Graph, GraphView>();

/**
 * The graphology view of a graph, built once. Do not change it; edit the graph instead.
 *
 * The packages of graphology work on it: `graphology-shortest-path` finds how one node leads to another,
 * `graphology-metrics` and `graphology-layout` what to draw, `graphology-graphml` writes it for other tools. For Graphviz there
 * is `printDot`.
 *
 * @param graph - The graph, as data.
 *
 * @throws RensaError `GRAPH_CYCLE` or `GRAPH_REFERENCE`.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, identity, trace } from "@rensa/core";
 * import { graphView } from "@rensa/core/graph";
 *
 * const view = graphView(trace({ x: f32(2) }, ({ x }) => identity(x)).graph);
 * console.log(view.order, view.size); // 2 1
 * ```
 */
export function graphView(graph: Graph): GraphView {
  checkGraph(graph);
  const known = views.get(graph);
  if (known !== undefined) return known;
  const view: GraphView = new graphology.MultiDirectedGraph<ViewNode, ViewEdge>();
  for (const node of topologicalOrder(graph)) {
    view.addNode(node.id, { op: node.op });
    node.inputs.forEach(({ node: source, slot }, position) =>
      view.addDirectedEdge(source, node.id, { slot, position }),
    );
  }
  views.set(graph, view);
  return view;
}

/**
 * The nodes in generations: each depends only on those before.
 *
 * @param graph - The graph, as data.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, trace } from "@rensa/core";
 * import { generations } from "@rensa/core/graph";
 * import { add, exp, neg } from "@rensa/ops";
 *
 * const { graph } = trace({ x: f32(2) }, ({ x }) => add(exp(x), neg(x)));
 * console.log(generations(graph)); // [["x"], ["exp_0", "neg_1"], ["add_2"]]
 * ```
 */
export function generations(graph: Graph): readonly (readonly NodeId[])[] {
  const found: NodeId[][] = [];
  const numbers = new Map<NodeId, number>();
  for (const { id, inputs } of topologicalOrder(graph)) {
    const number = inputs.reduce((least, { node }) => Math.max(least, (numbers.get(node) ?? 0) + 1), 0);
    numbers.set(id, number);
    (found[number] ??= []).push(id);
  }
  return found;
}
