/** Graphs as JSON: a versioned record of the graph's text form, which already has every number and is verified. */
import { RensaError } from "./error.ts";
import type { Graph } from "./graph.ts";
import { parseGraph } from "./parse.ts";
import { printGraph } from "./print.ts";

const format = "rensa-graph";
const version = 1;

/**
 * A graph as a JSON text.
 *
 * @example
 * ```ts
 * import { f32, graphFromJson, graphToJson, identity, trace } from "@rensa/core";
 *
 * const { graph } = trace({ x: f32(2) }, ({ x }) => identity(x));
 * const same = graphFromJson(graphToJson(graph));
 * ```
 */
export function graphToJson(graph: Graph): string {
  return JSON.stringify({ format, version, graph: printGraph(graph).split("\n") }, null, 2);
}

/**
 * A graph from {@link graphToJson}.
 *
 * @throws RensaError `GRAPH_INVALID` where the text is not such a record; `PARSE_FAILED`, `GRAPH_REFERENCE` or
 * `GRAPH_CYCLE` where the graph in it is not one.
 */
export function graphFromJson(text: string): Graph {
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch (cause) {
    throw new RensaError("GRAPH_INVALID", "graphFromJson: the text is not JSON; pass what graphToJson returned.", {
      cause,
    });
  }
  const fields =
    typeof record === "object" && record !== null
      ? new Map<string, unknown>(Object.entries(record))
      : new Map<string, unknown>();
  const lines = fields.get("graph");
  if (fields.get("format") !== format || fields.get("version") !== version || !Array.isArray(lines)) {
    throw new RensaError(
      "GRAPH_INVALID",
      `graphFromJson: the text is not a ${format} of version ${String(version)}; pass what graphToJson returned.`,
    );
  }
  return parseGraph(lines.join("\n"));
}
