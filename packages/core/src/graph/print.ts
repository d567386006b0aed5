/** The printed form of a graph: one typed binding per line, in topological order. */
import { checkOptions } from "./check-options.ts";
import { checkGraph } from "./check-argument.ts";
import { formatAttribute, formatName } from "./attribute-text.ts";
import type { ConstantData } from "./constant-data.ts";
import { RensaError } from "./error.ts";
import { inputOp, type Graph, type GraphNode, type Reference } from "./graph.ts";
import { formatTensorType } from "./tensor-type.ts";
import { topologicalOrder } from "./topological-order.ts";

/** How to print. */
export interface PrintOptions {
  /** Print where each node was made. Without it, what is parsed back has no origins. Default: true. */
  readonly origins?: boolean;
  /** What to print for the data of a constant; then the text cannot be parsed. Default: all its elements. */
  readonly formatData?: (data: ConstantData) => string;
}

/**
 * Prints a graph. `parseGraph` reads it back: the same nodes, types, attributes and origins.
 *
 * @param graph - The graph, as data.
 *
 * @throws RensaError `GRAPH_INVALID` where the data of constants make a text longer than the engine can hold.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, identity, trace } from "@rensa/core";
 * import { printGraph } from "@rensa/core/graph";
 *
 * const { graph } = trace({ x: f32(2, 3) }, ({ x }) => identity(x));
 * console.log(printGraph(graph, { origins: false }));
 * // graph(x: f32[2,3]) {
 * //   identity_0: f32[2,3] = identity(x)
 * //   return output = identity_0
 * // }
 * ```
 */
export function printGraph(graph: Graph, options: PrintOptions = {}): string {
  checkGraph(graph);
  checkOptions("printGraph", options, ["origins", "formatData"]);
  try {
    return print(graph, options);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new RensaError(
      "GRAPH_INVALID",
      "printGraph: the text would be longer than this engine can hold; give large data as inputs instead of constants, or print with formatData.",
      { cause },
    );
  }
}

function print(graph: Graph, { origins = true, formatData }: PrintOptions): string {
  const inputs = graph.inputs.map((id) => `${formatName(id)}: ${formatTypes(graph.nodes[id])}`);
  const lines = topologicalOrder(graph)
    .filter((node) => node.op !== inputOp)
    .map((node) => `  ${formatNode(graph, node, formatData)}${origins ? formatPlace(node) : ""}`);
  const outputs = graph.outputs.map(({ name, source }) => `${formatName(name)} = ${formatReference(graph, source)}`);
  const plugins = graph.plugins === undefined ? "" : `uses ${formatAttribute(graph.plugins)} `;
  return [`graph(${inputs.join(", ")}) ${plugins}{`, ...lines, `  return ${outputs.join(", ")}`.trimEnd(), "}"].join(
    "\n",
  );
}

function formatNode(graph: Graph, node: GraphNode, formatData: PrintOptions["formatData"]): string {
  const inputs = node.inputs.map((input) => formatReference(graph, input)).join(", ");
  const fields = Object.keys(node.attributes).length === 0 ? "" : ` ${formatAttribute(node.attributes, formatData)}`;
  return `${formatName(node.id)}: ${formatTypes(node)} = ${formatName(node.op)}(${inputs})${fields}`;
}

function formatTypes(node: GraphNode | undefined): string {
  const types = (node?.outputs ?? []).map(formatTensorType);
  return types.length === 1 ? (types[0] ?? "") : `(${types.join(", ")})`;
}

function formatReference(graph: Graph, { node, slot }: Reference): string {
  const single = graph.nodes[node]?.outputs.length === 1;
  return single && slot === 0 ? formatName(node) : `${formatName(node)}#${String(slot)}`;
}

function formatPlace({ origin }: GraphNode): string {
  if (origin === null) return "";
  const { file, line, column, scope } = origin;
  return ` // ${JSON.stringify(file)}:${String(line)}:${String(column)}${scope === "" ? "" : ` in ${JSON.stringify(scope)}`}`;
}
