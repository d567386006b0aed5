/** Edits: what a pass changes, applied in one immer step, with a diff that can be shown and undone. */
import { refuseArgument, checkKind, checkParts, checkGraph } from "./check-argument.ts";
import { produce } from "immer";
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

/**
 * Applies an edit. The graph itself does not change; a graph without change is returned as it is.
 *
 * @param graph - The graph, as data.
 * @param pass - The name of what edits, for the diff.
 * @param edit - What is added, replaced and removed.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, identity, trace } from "@rensa/core";
 * import { editGraph, formatDiff } from "@rensa/core/graph";
 *
 * const { graph } = trace({ x: f32(2) }, ({ x }) => identity(identity(x)));
 * const replacements = new Map([["identity_0", { node: "x", slot: 0 }]]);
 * const { diff } = editGraph(graph, "skip the first", { replacements });
 * console.log(formatDiff(diff));
 * // skip the first: 0 added, 0 removed, 1 changed
 * //   ~ identity_1
 * ```
 */
export function editGraph(
  graph: Graph,
  pass: string,
  edit: GraphEdit,
): { readonly graph: Graph; readonly diff: GraphDiff } {
  checkKind("The name", pass, "string");
  if (!isEdit(edit)) refuseArgument("The edit", edit, "replacements, additions and removals");
  checkGraph(graph);
  const resolve = followed(edit.replacements ?? new Map<string, Reference>());
  const removed = new Set(edit.removals);
  const added = edit.additions ?? [];
  const changed: NodeId[] = [];
  // A new node is whole before the draft sees it: what is frozen is not looked into again.
  const made = added.map((node) => freezeDeep({ ...node, inputs: node.inputs.map(resolve) }));
  const edited = produce(graph, (draft) => {
    // Unknown to the draft, which has no type for what cannot be written.
    const nodes: Record<NodeId, unknown> = draft.nodes;
    for (const node of made) nodes[node.id] = node;
    // Drafting a node costs far more than putting another in its place.
    for (const node of Object.values(graph.nodes)) {
      if (removed.has(node.id) || node.inputs.every((input) => resolve(input) === input)) continue;
      nodes[node.id] = freezeDeep({ ...node, inputs: node.inputs.map(resolve) });
      changed.push(node.id);
    }
    for (const id of removed) Reflect.deleteProperty(nodes, id);
    graph.outputs.forEach(({ name, source }, position) => {
      if (resolve(source) !== source) draft.outputs[position] = { name, source: { ...resolve(source) } };
    });
  });
  const diff = { pass, added: added.map(({ id }) => id), removed: [...removed], changed, before: graph, after: edited };
  return { graph: edited, diff };
}

/** An edit may be of any class, and has no part that it must have. */
function isEdit(edit: unknown): boolean {
  return typeof edit === "object" && edit !== null && !Array.isArray(edit) && !(edit instanceof Promise);
}

/**
 * The graph before a diff was made.
 *
 * @param graph - The graph, as data.
 * @param diff - What was changed.
 *
 * @throws RensaError `ARGUMENT_INVALID` where the graph is not the one that the diff led to.
 *
 * @example
 * ```ts
 * import { f32, identity, trace } from "@rensa/core";
 * import { editGraph, printGraph, undoDiff } from "@rensa/core/graph";
 *
 * const { graph } = trace({ x: f32(2) }, ({ x }) => identity(identity(x)));
 * const changed = editGraph(graph, "skip the first", { replacements: new Map([["identity_0", { node: "x", slot: 0 }]]) });
 * console.log(printGraph(undoDiff(changed.graph, changed.diff)) === printGraph(graph)); // true
 * ```
 */
export function undoDiff(graph: Graph, diff: GraphDiff): Graph {
  checkParts("undoDiff: the diff", diff, "pass", "before", "after");
  if (graph !== diff.after) {
    throw new RensaError(
      "ARGUMENT_INVALID",
      `undoDiff: the graph is not the one after "${diff.pass}"; undo the diffs from the last to the first.`,
    );
  }
  return diff.before;
}

/**
 * A diff in words: one line for the pass, one per node added, removed or changed.
 *
 * @param diff - What a pass changed.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, identity, trace } from "@rensa/core";
 * import { editGraph, formatDiff } from "@rensa/core/graph";
 *
 * const { graph } = trace({ x: f32(2) }, ({ x }) => { identity(x); return x; });
 * console.log(formatDiff(editGraph(graph, "remove what nobody reads", { removals: ["identity_0"] }).diff));
 * // remove what nobody reads: 0 added, 1 removed, 0 changed
 * //   - identity_0
 * ```
 */
export function formatDiff(diff: GraphDiff): string {
  checkParts("formatDiff: the diff", diff, "pass", "added", "removed", "changed");
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
  checkKind("The replacements", replacements, "map");
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
