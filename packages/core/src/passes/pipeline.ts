/** Runs a pipeline: each pass, the verifier after it, and the diffs. */
import { checkParts, checkKind, checkGraph } from "../graph/check-argument.ts";
import { editGraph, type GraphDiff } from "../graph/edit.ts";
import { RensaError } from "../graph/error.ts";
import type { Graph } from "../graph/graph.ts";
import { verifyStructure } from "../graph/verify-structure.ts";
import { Yielding } from "../graph/yielding.ts";
import type { OpDefinition } from "../op/definition.ts";
import { withPlugins } from "../trace/named-plugins.ts";
import type { Pass } from "./pass.ts";

/** A graph after a pipeline, with what each pass changed. */
export interface PipelineResult {
  readonly graph: Graph;
  readonly diffs: readonly GraphDiff[];
  readonly definitions: ReadonlyMap<string, OpDefinition>;
}

/**
 * Runs passes in order. Between them, and inside those that take long, it gives way.
 *
 * @param graph - The graph, as data.
 * @param definitions - The definitions of the graph's ops, by name.
 * @param passes - The passes, in order.
 * @param yielding - When to give way.
 *
 * @throws RensaError `GRAPH_INVALID` where a pass broke the graph.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, identity, trace } from "@rensa/core";
 * import { removeDead, runPasses } from "@rensa/core/compiler";
 * import { formatDiff } from "@rensa/core/graph";
 *
 * const { graph, definitions } = trace({ x: f32(2) }, ({ x }) => { identity(x); return x; });
 * const { diffs } = await runPasses(graph, definitions, [removeDead]);
 * console.log(diffs.map(formatDiff).join("\n"));
 * // remove dead: 0 added, 1 removed, 0 changed
 * //   - identity_0
 * ```
 */
export async function runPasses(
  graph: Graph,
  definitions: ReadonlyMap<string, OpDefinition>,
  passes: readonly Pass[],
  yielding = new Yielding(),
): Promise<PipelineResult> {
  checkKind("The definitions", definitions, "map");
  checkKind("The passes", passes, "list");
  for (const pass of passes) checkParts("A pass", pass, "name", "run");
  checkGraph(graph);
  const known = new Map(definitions);
  const diffs: GraphDiff[] = [];
  let current = graph;
  const giveWay = async (): Promise<void> => {
    if (yielding.isDue) await yielding.now();
  };
  for (const pass of passes) {
    await giveWay();
    const edit = await pass.run(current, { definitions: known, yielding });
    await giveWay();
    const result = editGraph(current, pass.name, edit);
    await giveWay();
    if (result.graph !== current) verifyAfter(pass, result.graph);
    current = result.graph;
    diffs.push(result.diff);
  }
  return { graph: withPlugins(current, known), diffs, definitions: known };
}

/** A pass that breaks the graph is found right after it, and named. */
function verifyAfter(pass: Pass, graph: Graph): void {
  try {
    verifyStructure(graph);
  } catch (cause) {
    if (!(cause instanceof RensaError)) throw cause;
    throw new RensaError("GRAPH_INVALID", `The pass "${pass.name}" broke the graph: ${cause.sentence}`, {
      cause,
      node: cause.node,
    });
  }
}
