/**
 * The part of a graph over which the derivative of a loss by a weight comes: one edge for each input of a node and each output of it
 * between which the op's vjp passes something on.
 */
import { isFloat, type HostTensor, type OpDefinition, type TensorType } from "@rensa/core";
import { present, type EvaluateInDoubles } from "@rensa/core/compiler";
import {
  graphView,
  referenceKey,
  topologicalOrder,
  type Graph,
  type GraphNode,
  type GraphView,
  type NodeId,
  type Reference,
} from "@rensa/core/graph";
import { vjpOf, type Derivative } from "./local-derivatives.ts";

/** One output of a node, and the inputs from which a derivative comes to it. */
export interface TensorStep {
  readonly node: GraphNode;
  readonly slot: number;
  /** The key of the output. */
  readonly to: string;
  /** By the order of `derivative.positions`: the keys of the inputs. */
  readonly from: readonly string[];
  /** By position: the values of all operands. */
  readonly operands: readonly HostTensor[];
  readonly derivative: Derivative;
}

/** What stands between a weight and a loss. */
export interface Between {
  /** In topological order: what leads to the inputs of a step stands before it. */
  readonly steps: readonly TensorStep[];
  readonly weight: string;
  readonly loss: string;
}

/** What is explained: a graph with the values of all that the loss depends on. */
export interface Evaluated {
  readonly graph: Graph;
  readonly definitions: ReadonlyMap<string, OpDefinition>;
  readonly values: ReadonlyMap<string, HostTensor>;
  readonly evaluate: EvaluateInDoubles;
}

/**
 * The steps between a weight and a loss, found backward, as the cotangents go.
 *
 * @throws RensaError `NOT_DIFFERENTIABLE` or `VJP_MISSING`, as `grad` does.
 */
export function stepsBetween(evaluated: Evaluated, weight: Reference, loss: Reference): Between {
  const { graph, definitions, values, evaluate } = evaluated;
  const order = nodesBetween(graph, weight.node, loss.node);
  const active = activeValues(order, weight);
  const reached = new Set([referenceKey(loss)]);
  const steps: TensorStep[] = [];
  for (const node of order.toReversed()) {
    if (node.id === weight.node) continue;
    for (const [slot] of node.outputs.entries()) {
      const to = referenceKey({ node: node.id, slot });
      if (!reached.has(to) || !active.has(to)) continue;
      const wanted = [...node.inputs.keys()].filter((at) => active.has(referenceKey(present(node.inputs[at]))));
      const types = node.inputs.map((input) => typeOf(graph, input));
      const derivative = vjpOf(node, slot, types, wanted, definitions, evaluate);
      if (derivative.positions.length === 0) continue;
      const from = derivative.positions.map((at) => referenceKey(present(node.inputs[at])));
      const operands = node.inputs.map((input) => present(values.get(referenceKey(input))));
      for (const key of from) reached.add(key);
      steps.push({ node, slot, to, from, operands, derivative });
    }
  }
  return { steps: steps.reverse(), weight: referenceKey(weight), loss: referenceKey(loss) };
}

/** The type of a value. */
export function typeOf(graph: Graph, { node, slot }: Reference): TensorType {
  return present(graph.nodes[node]?.outputs[slot]);
}

/** The nodes that depend on one node and on which another depends, both with them, in topological order. */
function nodesBetween(graph: Graph, from: NodeId, to: NodeId): readonly GraphNode[] {
  const view = graphView(graph);
  const after = closure(view, from, (id) => view.outNeighbors(id));
  const before = closure(view, to, (id) => view.inNeighbors(id));
  return topologicalOrder(graph).filter(({ id }) => after.has(id) && before.has(id));
}

function closure(view: GraphView, start: NodeId, next: (id: NodeId) => readonly NodeId[]): ReadonlySet<NodeId> {
  const found = new Set<NodeId>();
  const pending = view.hasNode(start) ? [start] : [];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    pending.push(...next(id));
  }
  return found;
}

/** The float values that depend on the weight: integers and bools end a path. */
function activeValues(order: readonly GraphNode[], weight: Reference): ReadonlySet<string> {
  const active = new Set([referenceKey(weight)]);
  for (const { id, inputs, outputs } of order) {
    if (!inputs.some((input) => active.has(referenceKey(input)))) continue;
    outputs.forEach(({ dtype }, slot) => {
      if (isFloat(dtype)) active.add(referenceKey({ node: id, slot }));
    });
  }
  return active;
}
