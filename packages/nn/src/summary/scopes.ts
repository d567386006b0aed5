/** Scopes of a model: which of them have a row, in which order, and what leaves them. */
import type { OpDefinition, TensorType, Traced } from "@rensa/core";
import { constantOp, inputOp, referenceKey, type Graph, type GraphNode } from "@rensa/core/graph";
import { isOutput } from "./trace-model.ts";

/** The scopes of some graphs of one model, from the first to the last. */
export class Scopes {
  readonly #names: readonly string[];

  /** Scopes in the order of the first trace; those that only others have come after the one before them. */
  constructor(traces: readonly Traced<unknown, unknown>[]) {
    const names: string[] = [];
    for (const { graph, definitions } of traces) {
      const found = new Set(computedNodes(graph).map((node) => scopeOf(node, definitions)));
      let place = 0;
      for (const name of found) {
        const known = names.indexOf(name);
        if (known === -1) names.splice(place, 0, name);
        place = (known === -1 ? place : known) + 1;
      }
    }
    this.#names = names;
  }

  /** Their paths; the empty path is what stands in no scope. */
  get names(): readonly string[] {
    return this.#names;
  }

  /** The scope to which a node counts: its own, or where that came with an expanded op, the innermost around it. */
  of(node: GraphNode | undefined): string {
    let name = node?.origin?.scope ?? "";
    while (name !== "" && !this.#names.includes(name)) name = parentOf(name);
    return name;
  }

  /** What each scope of a graph computes for others: the last value that leaves it. */
  outputs(graph: Graph): ReadonlyMap<string, TensorType> {
    const leaving = new Set(
      graph.outputs.flatMap(({ name, source }) => (isOutput(name) ? [referenceKey(source)] : [])),
    );
    for (const node of computedNodes(graph)) {
      for (const input of node.inputs) {
        if (this.of(graph.nodes[input.node]) !== this.of(node)) leaving.add(referenceKey(input));
      }
    }
    const outputs = new Map<string, TensorType>();
    for (const node of computedNodes(graph)) {
      node.outputs.forEach((type, slot) => {
        if (leaving.has(referenceKey({ node: node.id, slot }))) outputs.set(this.of(node), type);
      });
    }
    return outputs;
  }

  /** By input: the scope in which it is read first. */
  readers(graph: Graph): ReadonlyMap<string, string> {
    const readers = new Map<string, string>();
    for (const node of computedNodes(graph)) {
      for (const { node: source } of node.inputs) {
        if (graph.nodes[source]?.op === inputOp && !readers.has(source)) readers.set(source, this.of(node));
      }
    }
    return readers;
  }
}

/** In the order in which they were made. */
function computedNodes(graph: Graph): readonly GraphNode[] {
  return Object.values(graph.nodes).filter(({ op }) => op !== inputOp && op !== constantOp);
}

/** The scope of a node without what stands for ops that are made of others. */
function scopeOf({ origin }: GraphNode, definitions: ReadonlyMap<string, OpDefinition>): string {
  let scope = origin?.scope ?? "";
  for (;;) {
    const name = scope.slice(scope.lastIndexOf("/") + 1);
    if (name === "" || !isExpanded(definitions.get(name))) return scope;
    scope = parentOf(scope);
    // A layer may have the name of the op that it is made of.
    if (scope.endsWith(`/${name}`) || scope === name) return scope;
  }
}

/** True for an op that is recorded as those that it is made of, in a scope of its name. */
function isExpanded(definition: OpDefinition | undefined): boolean {
  return (
    definition !== undefined &&
    "composite" in definition.form &&
    definition.vjp === null &&
    definition.nonDifferentiable === null
  );
}

function parentOf(scope: string): string {
  return scope.slice(0, Math.max(0, scope.lastIndexOf("/")));
}
