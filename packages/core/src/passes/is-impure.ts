/** Which nodes may give another result when they run again: no pass may share, repeat, move or fold these. */
import type { AttributeValue, Graph, GraphNode } from "../graph/graph.ts";
import type { OpDefinition } from "../op/definition.ts";

const known = new WeakMap<GraphNode, boolean>();

/** True for an impure op, and for a loop or branch with one inside. */
export function isImpure(node: GraphNode, definitions: ReadonlyMap<string, OpDefinition>): boolean {
  const definition = definitions.get(node.op);
  if (definition === undefined || definition.traits.impure === true) return definition !== undefined;
  if (!("region" in definition.form || "composite" in definition.form)) return false;
  let isInside = known.get(node);
  if (isInside === undefined) {
    isInside = graphsOf(node, definition).some(({ nodes }) =>
      Object.values(nodes).some((each) => isImpure(each, definitions)),
    );
    known.set(node, isInside);
  }
  return isInside;
}

/** The graphs among a node's attributes, by the schema that they were checked against. */
function graphsOf({ attributes }: GraphNode, { schema }: OpDefinition): readonly Graph[] {
  return [...schema].flatMap(([name, { kind }]) =>
    kind === "graph" ? [attributes[name] as AttributeValue & Graph] : [],
  );
}
