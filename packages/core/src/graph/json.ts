/** Graphs as JSON: a versioned record of the graph's text form, which already has every number and is verified. */
import { RensaError } from "./error.ts";
import { formatGiven } from "./format-given.ts";
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
 * A graph from {@link graphToJson}. The limits of `parseGraph` hold.
 *
 * @throws RensaError `GRAPH_INVALID` where the text is not such a record, or one of another version; `PARSE_FAILED`,
 * `GRAPH_REFERENCE` or `GRAPH_CYCLE` where the graph in it is not one.
 */
export function graphFromJson(text: string): Graph {
  const record = recordOf(text);
  const fields = new Map<string, unknown>(Object.entries(record));
  if (fields.get("format") !== format) {
    throw invalid(`the text is not a ${format}; pass what graphToJson returned`);
  }
  if (fields.get("version") !== version) {
    throw invalid(
      `the ${format} has the version ${formatGiven(fields.get("version"))}, and this Rensa reads ${String(version)}; save it again`,
    );
  }
  const lines = fields.get("graph");
  if (!isTextList(lines) || fields.size !== 3 || countKeys(text) !== 3) {
    throw invalid(`the ${format} has other fields than format, version and graph, a list of texts, each once`);
  }
  return parseGraph(lines.join("\n"));
}

function recordOf(text: string): object {
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch (cause) {
    throw invalid("the text is not JSON; pass what graphToJson returned", cause);
  }
  if (typeof record === "object" && record !== null) return record;
  throw invalid(`the text is not a ${format}; pass what graphToJson returned`);
}

/** How many keys a JSON text has: reading it keeps one of two that are the same. */
function countKeys(text: string): number {
  let count = 0;
  let end = -1;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', end + 1)) {
    for (end = at + 1; text[end] !== '"'; end++) if (text[end] === "\\") end++;
    if (/^\s*:/.test(text.slice(end + 1, end + 16))) count++;
  }
  return count;
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((line) => typeof line === "string");
}

function invalid(sentence: string, cause?: unknown): RensaError {
  return new RensaError("GRAPH_INVALID", `graphFromJson: ${sentence}.`, { cause });
}
