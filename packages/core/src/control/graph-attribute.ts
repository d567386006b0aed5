/** Graphs as attributes of nodes: they are plain data already. */
import type { AttributeValue, Graph } from "../graph/graph.ts";
import { checkGraphValue } from "../graph/graph-value.ts";
import { Attribute } from "../op/attribute.ts";

/** The graph in an attribute of a node. */
export function graphIn(attribute: AttributeValue | undefined): Graph {
  return attribute as AttributeValue & Graph;
}

/** The graph that stands for a default: no attribute of a region may be left out. */
export const emptyGraph: Graph = Object.freeze({ inputs: [], outputs: [], nodes: {} });

/**
 * The attribute of an op whose form is `{ region }`: a graph that it runs. Its default is the empty graph: none may be left
 * out.
 *
 * @example
 * ```ts
 * import { anyGraph, wholeNumber } from "@rensa/core";
 * import { describeSchema } from "@rensa/core/compiler";
 *
 * const attributes = { body: anyGraph(), length: wholeNumber(1, { minimum: 0 }) };
 * console.log(describeSchema(attributes.body.schema)); // "a graph"
 * ```
 */
export function anyGraph(): Attribute<Graph> {
  return new Attribute({ kind: "graph", check: checkGraphValue }, emptyGraph);
}
