/** What fusion knows of each value of a graph: how it is made, what an element costs, how often its users read it. */
import { checkParts, checkKind, checkGraph } from "../../graph/check-argument.ts";
import { constantOp, inputOp, referenceKey, type Graph, type GraphNode } from "../../graph/graph.ts";
import { sizeOf } from "../../graph/shape.ts";
import { topologicalOrder } from "../../graph/topological-order.ts";
import { atOnce, type Interruptible } from "../../graph/interruptible.ts";
import type { TensorType } from "../../graph/tensor-type.ts";
import { Index } from "../../expression/index-map.ts";
import { childrenOf } from "../../expression/children.ts";
import type { Scalar } from "../../expression/scalar.ts";
import { ElementReader, type DefinitionOf } from "./element-reader.ts";
import { functionCost } from "./function-cost.ts";
import { indicesOf, scalarsOf } from "../sharing.ts";

/** How a value is made. */
export type ValueKind = "source" | "host" | "region" | "scatter" | "view" | "pointwise" | "reduction";

/** One read of a value by a node. */
export interface Use {
  readonly by: GraphNode;
  /** Elements read, repeats counted. */
  readonly reads: number;
}

/** What is known of one value. */
export interface ValueFacts {
  readonly key: string;
  readonly node: GraphNode;
  readonly slot: number;
  readonly type: TensorType;
  readonly kind: ValueKind;
  /** Scalar functions per element, those in reductions once. */
  readonly calls: number;
  /** What these cost, in additions. */
  readonly cost: number;
  /** Its expression holds a guard: padding. */
  readonly guarded: boolean;
  /** A reduction that reads an input several times over: a contraction. */
  readonly rereads: boolean;
  readonly uses: Use[];
  readonly isOutput: boolean;
}

/** The facts of all values, by reference key, in topological order. */
export function valueFacts(graph: Graph, definitionOf: DefinitionOf): ReadonlyMap<string, ValueFacts> {
  return atOnce(valueFactsInParts(graph, definitionOf));
}

/** {@link valueFacts}, a node at a time. */
export function* valueFactsInParts(
  graph: Graph,
  definitionOf: DefinitionOf,
): Interruptible<ReadonlyMap<string, ValueFacts>> {
  checkKind("The definitions", definitionOf, "function");
  checkGraph(graph);
  const facts = new Map<string, ValueFacts>();
  const outputs = new Set(graph.outputs.map(({ source }) => referenceKey(source)));
  for (const node of topologicalOrder(graph)) {
    yield;
    const made = node.outputs.map((type, slot) => analyze(graph, definitionOf, node, type, slot));
    node.inputs.forEach((input, position) => {
      // A node that reads a value once for each of its outputs reads it as often as they do together.
      const reads = made.reduce((total, { readsOf }) => total + readsOf(position), 0);
      facts.get(referenceKey(input))?.uses.push({ by: node, reads });
    });
    node.outputs.forEach((type, slot) => {
      const { kind = "source", calls = 0, cost = 0, guarded = false, readsOf } = made[slot] ?? {};
      const key = referenceKey({ node: node.id, slot });
      const rereads =
        kind === "reduction" &&
        node.inputs.some((_, position) => (readsOf?.(position) ?? 0) > sizeOf(inputShape(graph, node, position)));
      const isOutput = outputs.has(key);
      facts.set(key, { key, node, slot, type, kind, calls, cost, guarded, rereads, uses: [], isOutput });
    });
  }
  return facts;
}

interface Analysis {
  readonly kind: ValueKind;
  readonly calls: number;
  readonly cost: number;
  readonly guarded: boolean;
  readonly readsOf: (position: number) => number;
}

function analyze(graph: Graph, definitionOf: DefinitionOf, node: GraphNode, type: TensorType, slot: number): Analysis {
  const size = sizeOf(type.shape);
  const nothing = { calls: 0, cost: 0, guarded: false };
  if (node.op === inputOp || node.op === constantOp) return { kind: "source", ...nothing, readsOf: () => 0 };
  const definition = definitionOf(node);
  checkParts("The definition", definition, "name", "form");
  const { form } = definition;
  if ("host" in form || "region" in form) {
    const kind = "host" in form ? "host" : "region";
    return { kind, ...nothing, readsOf: (position) => sizeOf(inputShape(graph, node, position)) };
  }
  const reader = new ElementReader(graph, definitionOf, (key) =>
    node.inputs.some((input) => referenceKey(input) === key),
  );
  if ("loops" in form) {
    const output = reader.outputs(node)[slot];
    if (output !== undefined && !("element" in output)) {
      return { kind: "scatter", ...nothing, readsOf: () => Math.max(size, sizeOf(output.over)) };
    }
  }
  const indices = type.shape.map((extent, axis) => Index.loop(`i${String(axis)}`, extent));
  const element =
    "loops" in form ? elementOf(reader, node, slot, indices) : reader.element({ node: node.id, slot }, indices);
  const counts = countWork(element);
  const isView = counts.calls === 0 && !counts.reduces;
  const kind = counts.reduces ? "reduction" : isView ? "view" : "pointwise";
  return {
    kind,
    calls: counts.calls,
    cost: counts.cost,
    guarded: counts.guarded,
    readsOf: (position) => {
      const input = node.inputs[position];
      return input === undefined ? 0 : size * (counts.loads.get(referenceKey(input)) ?? 0);
    },
  };
}

function elementOf(reader: ElementReader, node: GraphNode, slot: number, indices: readonly Index[]): Scalar {
  const output = reader.outputs(node)[slot];
  if (output === undefined || !("element" in output)) throw new TypeError(`${node.id} has no elements`);
  return output.element(...indices);
}

function inputShape(graph: Graph, node: GraphNode, position: number): readonly number[] {
  const input = node.inputs[position];
  return (input && graph.nodes[input.node]?.outputs[input.slot]?.shape) ?? [];
}

interface WorkCounts {
  readonly calls: number;
  readonly cost: number;
  readonly guarded: boolean;
  readonly reduces: boolean;
  /** Loads per element by buffer, repeats counted. */
  readonly loads: ReadonlyMap<string, number>;
}

function countWork(root: Scalar): WorkCounts {
  const loads = new Map<string, number>();
  const seen = new Set<Scalar>();
  let [calls, cost, guarded, reduces] = [0, 0, false, false];
  const visit = (scalar: Scalar, times: number): void => {
    if (seen.has(scalar)) return;
    seen.add(scalar);
    const { expression } = scalar;
    let inner = times;
    if (expression.kind === "load") loads.set(expression.buffer, (loads.get(expression.buffer) ?? 0) + times);
    else if (expression.kind === "guard") guarded = true;
    else if (expression.kind === "call") {
      calls++;
      cost += functionCost(expression.name);
    } else if (expression.kind === "reduce") {
      reduces = true;
      inner *= sizeOf(expression.indices.map(({ extent }) => extent));
    }
    for (const child of childrenOf(scalar)) visit(child, inner);
    for (const index of indicesOf(expression)) for (const child of scalarsOf(index)) visit(child, times);
  };
  visit(root, 1);
  return { calls, cost, guarded, reduces, loads };
}
