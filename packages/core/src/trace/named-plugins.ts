/** The plugins that a graph names: whose its ops are, so that it loads with these and no others. */
import type { Graph, GraphNode } from "../graph/graph.ts";
import type { OpDefinition } from "../op/definition.ts";

/** The op that another is derived from: `relu` of `relu.vjp0`. */
export function baseName(op: string): string {
  const [base = op] = op.split(".");
  return base;
}

/** The ops of plugins among the nodes, with their plugins. */
export function pluginsOf(
  nodes: Iterable<GraphNode>,
  definitions: ReadonlyMap<string, OpDefinition>,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { op } of nodes) {
    const plugin = definitions.get(op)?.owner.plugin ?? null;
    if (plugin !== null) found.set(baseName(op), plugin);
  }
  return found;
}

/** The graph with the plugins of ops that it was not recorded with; itself where there are none. */
export function withPlugins(graph: Graph, definitions: ReadonlyMap<string, OpDefinition>): Graph {
  const known = graph.plugins ?? {};
  const found = pluginsOf(Object.values(graph.nodes), definitions);
  if ([...found.keys()].every((op) => Object.hasOwn(known, op))) return graph;
  return Object.freeze({ ...graph, plugins: Object.freeze({ ...known, ...Object.fromEntries(found) }) });
}
