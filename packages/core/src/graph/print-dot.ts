/** A graph in the language of Graphviz, for tools that draw graphs. */
import { checkGraph } from "./check-argument.ts";
import { inputOp, type Graph } from "./graph.ts";
import { formatTensorType } from "./tensor-type.ts";
import { topologicalOrder } from "./topological-order.ts";

/**
 * The graph as text in DOT, the language of Graphviz: a box for each input and output, an ellipse for each other node, an
 * arrow for each read. Graphs in the attributes of a node (loops, branches) are not drawn.
 *
 * @param graph - The graph, as data.
 *
 * @throws RensaError `GRAPH_CYCLE` or `GRAPH_REFERENCE`.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, identity, trace } from "@rensa/core";
 * import { printDot } from "@rensa/core/graph";
 *
 * console.log(printDot(trace({ x: f32(2) }, ({ x }) => identity(x)).graph));
 * // digraph {
 * //   "x" [label="x\nf32[2]", shape=box]
 * //   "identity_0" [label="identity_0\nf32[2]"]
 * //   "x" -> "identity_0"
 * //   "return output" [label="output", shape=box]
 * //   "identity_0" -> "return output"
 * // }
 * ```
 */
export function printDot(graph: Graph): string {
  checkGraph(graph);
  const nodes = topologicalOrder(graph).flatMap(({ id, op, inputs, outputs }) => {
    const label = quoted(`${id}\n${outputs.map(formatTensorType).join(", ")}`);
    return [
      `${quoted(id)} [label=${label}${op === inputOp ? ", shape=box" : ""}]`,
      ...inputs.map(({ node }) => `${quoted(node)} -> ${quoted(id)}`),
    ];
  });
  // A node's name has no blank, unless a file gave it one: then an output could meet it.
  const outputs = graph.outputs.flatMap(({ name, source }) => {
    const place = freshPlace(graph, `return ${name}`);
    return [`${quoted(place)} [label=${quoted(name)}, shape=box]`, `${quoted(source.node)} -> ${quoted(place)}`];
  });
  return ["digraph {", ...[...nodes, ...outputs].map((line) => `  ${line}`), "}"].join("\n");
}

function freshPlace(graph: Graph, name: string): string {
  let place = name;
  while (Object.hasOwn(graph.nodes, place)) place = `return ${place}`;
  return place;
}

/** A text in quotes, as DOT reads them: a backslash escapes a quote, itself, and an n for the end of a line. */
function quoted(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
}
