/** Whether a graph has loops or branches. */
import type { Graph } from "../graph/graph.ts";
import type { OpDefinition } from "../op/definition.ts";

/** True where a graph has a node with a region. */
export function hasRegions(graph: Graph, definitions: ReadonlyMap<string, OpDefinition>): boolean {
  return Object.values(graph.nodes).some(({ op }) => {
    const form = definitions.get(op)?.form;
    return form !== undefined && "region" in form;
  });
}
