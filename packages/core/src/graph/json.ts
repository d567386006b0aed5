/** Graphs as JSON: a versioned record of the graph's text form, which already has every number and is verified. */
import { RensaError } from "./error.ts";
import { formatGiven } from "./format-given.ts";
import type { Graph } from "./graph.ts";
import { readLimits, type GraphReadOptions } from "./limits.ts";
import { parseGraph } from "./parse.ts";
import { printGraph } from "./print.ts";

const format = "rensa-graph";
const version = 1;
const otherFields = `the ${format} has other fields than format, version and graph, a list of texts, each once`;

/**
 * A graph as a JSON text.
 *
 * @param graph - The graph, as data.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, identity, trace } from "@rensa/core";
 * import { graphFromJson, graphToJson, printGraph } from "@rensa/core/graph";
 *
 * const { graph } = trace({ x: f32(2) }, ({ x }) => identity(x));
 * const same = graphFromJson(graphToJson(graph));
 * console.log(printGraph(same) === printGraph(graph)); // true
 * ```
 */
export function graphToJson(graph: Graph): string {
  const lines = printGraph(graph).split("\n");
  try {
    return JSON.stringify({ format, version, graph: lines }, null, 2);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new RensaError(
      "GRAPH_INVALID",
      "graphToJson: the text would be longer than this engine can hold; give large data as inputs instead of constants.",
      { cause },
    );
  }
}

/**
 * A graph from {@link graphToJson}. The limits of `parseGraph` hold.
 *
 * @param text - What `graphToJson` gave, or a file of that form.
 * @param options - how large the text may be.
 *
 * @throws RensaError `GRAPH_INVALID` where the text is not such a record, or one of another version; `PARSE_FAILED`,
 * `GRAPH_REFERENCE` or `GRAPH_CYCLE` where the graph in it is not one.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, identity, trace } from "@rensa/core";
 * import { graphFromJson, graphToJson } from "@rensa/core/graph";
 *
 * const { graph } = trace({ x: f32(2) }, ({ x }) => identity(x));
 * console.log(Object.keys(graphFromJson(graphToJson(graph)).nodes)); // ["x", "identity_0"]
 * ```
 */
export function graphFromJson(text: string, options: GraphReadOptions = {}): Graph {
  const { maximumCharacters } = readLimits("graphFromJson", options);
  if (typeof text === "string" && text.length > maximumCharacters) {
    throw invalid(
      `the text has ${String(text.length)} characters, and at most ${String(maximumCharacters)} are read; give a larger \`maximumCharacters\` if you trust it`,
    );
  }
  const { keys, openings } = countMarks(text);
  if (openings > 2) throw invalid(otherFields);
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
  if (!isTextList(lines) || fields.size !== 3 || keys !== 3) throw invalid(otherFields);
  return parseGraph(lines.join("\n"), options);
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

/** How many keys a JSON text has, since reading it keeps one of two that are the same; and how many lists and records. */
function countMarks(text: string): { readonly keys: number; readonly openings: number } {
  let [keys, openings] = [0, 0];
  const marks = /["[{]/g;
  for (let found = marks.exec(text); found !== null; found = marks.exec(text)) {
    if (found[0] !== '"') {
      openings++;
      continue;
    }
    let end = found.index + 1;
    for (; end < text.length && text[end] !== '"'; end++) if (text[end] === "\\") end++;
    marks.lastIndex = end + 1;
    if (/^\s*:/.test(text.slice(end + 1, end + 16))) keys++;
  }
  return { keys, openings };
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((line) => typeof line === "string");
}

function invalid(sentence: string, cause?: unknown): RensaError {
  return new RensaError("GRAPH_INVALID", `graphFromJson: ${sentence}.`, { cause });
}
