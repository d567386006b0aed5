/** Which nodes may give another result when they run again: no pass may share, repeat, move or fold these. */
import type { GraphNode } from "../graph/graph.ts";
import { graphsWithin } from "../graph/graph-value.ts";
import type { OpDefinition } from "../op/definition.ts";

const known = new WeakMap<GraphNode, boolean>();

/** True for an impure op, and for a loop or branch with one inside. */
export function isImpure(node: GraphNode, definitions: ReadonlyMap<string, OpDefinition>): boolean {
  const definition = definitions.get(node.op);
  if (definition === undefined || definition.traits.impure === true) return definition !== undefined;
  if (!("region" in definition.form || "composite" in definition.form)) return false;
  let isInside = known.get(node);
  if (isInside === undefined) {
    const graphs = graphsWithin(node.attributes);
    isInside = graphs.some(({ nodes }) => Object.values(nodes).some((each) => isImpure(each, definitions)));
    known.set(node, isInside);
  }
  return isInside;
}
