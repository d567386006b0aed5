/** Graphs as attributes of nodes: they are plain data already. */
import type { AttributeValue, Graph } from "../graph/graph.ts";
import { checkGraphValue } from "../graph/graph-value.ts";
import { Attribute } from "../op/attribute.ts";

/** A graph, as an attribute of a node. */
export function asAttribute(graph: Graph): AttributeValue {
  // A graph is JSON but for the numbers that attributes may hold too; an interface just has no index signature.
  return graph as Graph & Readonly<Record<string, AttributeValue>>;
}

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
 *
 * const attributes = { body: anyGraph(), length: wholeNumber(1, { minimum: 0 }) };
 * ```
 */
export function anyGraph(): Attribute {
  return new Attribute({ kind: "graph", check: checkGraphValue }, asAttribute(emptyGraph));
}
