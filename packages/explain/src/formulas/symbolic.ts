/** A vjp read as a formula: where all of its ops are functions of an element, it is one expression of the operands. */
import { constantScalar, type OpDefinition, type Scalar } from "@rensa/core";
import { inputOp, referenceKey, topologicalOrder, type GraphNode } from "@rensa/core/graph";
import type { Derivative } from "../paths/local-derivatives.ts";

/** Ops that put elements elsewhere and leave them as they are. What a vjp adds up, it adds up of one cotangent each. */
const moving = new Set([
  "broadcast_to",
  "sum_to",
  "identity",
  "reshape",
  "expand_dims",
  "squeeze",
  "transpose",
  "flatten",
]);

/**
 * The derivative by the input at a position, with a cotangent of one; `null` where the vjp does more than elements tell.
 *
 * @param leaf The variable that stands for an operand.
 */
export function symbolicDerivative(
  { traced, positions, outputs }: Derivative,
  position: number,
  leaf: (at: number) => Scalar,
  operandCount: number,
): Scalar | null {
  const { graph, definitions } = traced;
  const wanted = graph.outputs.find(({ name }) => name === outputs[positions.indexOf(position)]);
  if (wanted === undefined) return null;
  const known = new Map<string, Scalar>();
  for (const node of topologicalOrder(graph)) {
    const scalar =
      node.op === inputOp
        ? inputScalar(node, graph.inputs.indexOf(node.id), leaf, operandCount)
        : applied(node, known, definitions);
    if (scalar !== null) known.set(node.id, scalar);
  }
  return known.get(referenceKey(wanted.source)) ?? null;
}

/** The inputs of the graph are the operands, and then the cotangent. */
function inputScalar(node: GraphNode, at: number, leaf: (at: number) => Scalar, operandCount: number): Scalar | null {
  if (at < operandCount) return leaf(at);
  const type = node.outputs[0];
  return type === undefined ? null : constantScalar(1, type.dtype);
}

function applied(
  node: GraphNode,
  known: ReadonlyMap<string, Scalar>,
  definitions: ReadonlyMap<string, OpDefinition>,
): Scalar | null {
  const inputs = node.inputs.flatMap((input) => known.get(referenceKey(input)) ?? []);
  const [first] = inputs;
  const type = node.outputs[0];
  if (inputs.length < node.inputs.length || type === undefined) return null;
  const { value } = node.attributes;
  if (node.op === "full" && typeof value === "number") return constantScalar(value, type.dtype);
  if (moving.has(node.op) && first !== undefined) return first;
  const form = definitions.get(node.op)?.form;
  if (form === undefined || !("scalar" in form)) return null;
  try {
    return form.scalar(inputs, node.attributes);
  } catch {
    // An author's function may refuse what is no element of a tensor: then there is no formula.
    return null;
  }
}
