/** Edits: what a pass changes, applied in one step, with a diff that can be shown and undone. */
import { RensaError } from "./error.ts";
import { freezeDeep } from "./freeze.ts";
import { referenceKey, type Graph, type GraphNode, type NodeId, type Reference } from "./graph.ts";

/** What a pass wants changed. */
export interface GraphEdit {
  /** Values to be read from elsewhere, by reference key. Chains are followed. */
  readonly replacements?: ReadonlyMap<string, Reference>;
  /** New nodes. */
  readonly additions?: readonly GraphNode[];
  /** Nodes to drop; nothing may read them any more. */
  readonly removals?: readonly NodeId[];
}

/** What a pass changed. */
export interface GraphDiff {
  /** The pass's name. */
  readonly pass: string;
  readonly added: readonly NodeId[];
  readonly removed: readonly NodeId[];
  /** Nodes whose inputs changed. */
  readonly changed: readonly NodeId[];
  /** The graph before and after; they share what did not change. */
  readonly before: Graph;
  readonly after: Graph;
}

/** Applies an edit. The graph itself does not change; a graph without change is returned as it is. */
export function editGraph(
  graph: Graph,
  pass: string,
  edit: GraphEdit,
): { readonly graph: Graph; readonly diff: GraphDiff } {
  const resolve = followed(edit.replacements ?? new Map<string, Reference>());
  const removed = new Set(edit.removals);
  const added = edit.additions ?? [];
  const changed: NodeId[] = [];
  // Whatever does not change is the same object after as before.
  const moved = (node: GraphNode): GraphNode =>
    node.inputs.every((input) => resolve(input) === input) ? node : { ...node, inputs: node.inputs.map(resolve) };
  const nodes = new Map<NodeId, GraphNode>();
  for (const node of Object.values(graph.nodes)) {
    if (removed.has(node.id)) continue;
    const after = moved(node);
    if (after !== node) changed.push(node.id);
    nodes.set(node.id, after);
  }
  for (const node of added) if (!removed.has(node.id)) nodes.set(node.id, moved(node));
  const outputs = graph.outputs.map((output) => {
    const source = resolve(output.source);
    return source === output.source ? output : { ...output, source: { ...source } };
  });
  const isSame =
    added.length === 0 &&
    changed.length === 0 &&
    nodes.size === Object.keys(graph.nodes).length &&
    outputs.every((output, at) => output === graph.outputs[at]);
  const edited = isSame ? graph : freezeDeep({ ...graph, nodes: Object.fromEntries(nodes), outputs });
  const diff = { pass, added: added.map(({ id }) => id), removed: [...removed], changed, before: graph, after: edited };
  return { graph: edited, diff };
}

/**
 * The graph before a diff was made.
 *
 * @throws RensaError `ARGUMENT_INVALID` where the graph is not the one that the diff led to.
 */
export function undoDiff(graph: Graph, diff: GraphDiff): Graph {
  if (graph !== diff.after) {
    throw new RensaError(
      "ARGUMENT_INVALID",
      `undoDiff: the graph is not the one after "${diff.pass}"; undo the diffs from the last to the first.`,
    );
  }
  return diff.before;
}

/** A diff in words: one line for the pass, one per node added, removed or changed. */
export function formatDiff(diff: GraphDiff): string {
  const counts = `${String(diff.added.length)} added, ${String(diff.removed.length)} removed, ${String(diff.changed.length)} changed`;
  const lines = [
    ...diff.added.map((id) => `  + ${id}`),
    ...diff.removed.map((id) => `  - ${id}`),
    ...diff.changed.map((id) => `  ~ ${id}`),
  ];
  return [`${diff.pass}: ${counts}`, ...lines].join("\n");
}

/** By a reference of the graph before: where its value is read after the replacements of an edit. Chains are followed. */
export function followed(replacements: ReadonlyMap<string, Reference>): (reference: Reference) => Reference {
  return (reference) => {
    let resolved = reference;
    for (
      let next = replacements.get(referenceKey(resolved));
      next !== undefined;
      next = replacements.get(referenceKey(resolved))
    ) {
      resolved = next;
    }
    return resolved;
  };
}
