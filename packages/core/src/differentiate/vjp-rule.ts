/** The vjp of one node: the op's own rule, or the derived one of a scalar op. */
import { present } from "../graph/present.ts";
import { RensaError } from "../graph/error.ts";
import type { GraphNode, NodeId } from "../graph/graph.ts";
import { fitCotangent } from "../op/cotangent.ts";
import type { OpDefinition, VjpRule, VjpThunks } from "../op/definition.ts";
import { derivedVjp, derivedVjpKind } from "../op/derived-vjp.ts";
import { residualsOf, withoutResiduals } from "../op/residuals.ts";
import { full } from "../op/structural.ts";
import type { Tensor } from "../op/tensor.ts";
import type { Recorder } from "../trace/recorder.ts";

/** The inputs and outputs of a node, as tensors of the trace in which its vjp is recorded. */
export interface NodeValues {
  readonly inputs: readonly Tensor[];
  /** With the residuals. */
  readonly outputs: readonly Tensor[];
}

/** Those of a node of the trace itself. */
export function valuesOf(recorder: Recorder, node: GraphNode): NodeValues {
  return {
    inputs: node.inputs.map((input) => tensorOf(recorder, input)),
    outputs: node.outputs.map((_, slot) => recorder.tensor(node, slot)),
  };
}

/**
 * The thunks that make the cotangents of a node's inputs, which add up: those of its outputs, and those of its residuals
 * where a cotangent reached one.
 *
 * @param totals The cotangents that reached the node's outputs.
 * @throws RensaError `NOT_DIFFERENTIABLE` or `VJP_MISSING`, with the path from the node to the loss.
 */
export function vjpThunks(
  recorder: Recorder,
  node: GraphNode,
  { inputs, outputs: all }: NodeValues,
  totals: readonly (Tensor | undefined)[],
  pathToLoss: () => readonly NodeId[],
): readonly VjpThunks[] {
  const definition = recorder.definitions.get(node.op);
  if (definition === undefined) {
    throw new RensaError("OP_UNKNOWN", `${node.op}: the trace does not know this op's definition.`, { node: node.id });
  }
  const outputs = withoutResiduals(definition, all);
  const residuals = residualsOf(definition, all);
  const ask = (rule: VjpRule | null, of: readonly Tensor[], found: typeof totals): readonly VjpThunks[] => {
    if (found.every((total) => total === undefined)) return [];
    const gradients = of.map(
      ({ shape, dtype }, slot) => found[slot] ?? recorder.run(() => full(shape, 0, dtype), node.origin),
    );
    const [output, gradient] = [present(outputs[0]), present(gradients[0])];
    if (rule === null) {
      if (of === residuals) throw missing(definition, node, pathToLoss(), "residualVjp");
      return [derivedThunks(recorder, definition, node, inputs, gradient, pathToLoss)];
    }
    const reached = found.map((total) => total !== undefined);
    const context = { inputs, output, outputs, residuals, gradient, gradients, reached };
    return [atNode(recorder, node, () => rule(context, node.attributes))];
  };
  return [
    ...ask(definition.vjp, outputs, withoutResiduals(definition, totals)),
    ...ask(definition.residualVjp, residuals, residualsOf(definition, totals)),
  ];
}

/** The cotangent that a thunk of a node makes, as a tensor of this trace that fits the input. */
export function callThunk(
  recorder: Recorder,
  node: GraphNode,
  inputs: readonly Tensor[],
  position: number,
  thunk: () => Tensor,
): Tensor {
  return atNode(recorder, node, () => {
    const place = { op: node.op, position, inputs, outputs: node.outputs };
    return recorder.adopt(fitCotangent(thunk(), place), `${node.op}: what its vjp returned`);
  });
}

/** Runs a part of a node's vjp: what it records, and what it throws, is said to come from where the node was made. */
export function atNode<T>(recorder: Recorder, node: GraphNode, body: () => T): T {
  try {
    return recorder.run(body, node.origin);
  } catch (error) {
    if (!(error instanceof RensaError)) throw error;
    const written = recorder.definitions.get(node.op)?.owner.place();
    throw error.with({ op: node.op, node: node.id, origin: node.origin ?? undefined, written });
  }
}

function tensorOf(recorder: Recorder, { node, slot }: GraphNode["inputs"][number]): Tensor {
  const source = recorder.nodes.get(node);
  if (source === undefined) throw new RensaError("INTERNAL", `${node} is not a node of this trace.`);
  return recorder.tensor(source, slot);
}

function derivedThunks(
  recorder: Recorder,
  definition: OpDefinition,
  node: GraphNode,
  inputs: readonly Tensor[],
  gradient: Tensor,
  pathToLoss: () => readonly NodeId[],
): VjpThunks {
  if (definition.nonDifferentiable !== null || !("scalar" in definition.form))
    throw missing(definition, node, pathToLoss());
  return inputs.map((_, position) => {
    const derived = derivedVjp(definition, position);
    if (derived === undefined) throw missing(definition, node, pathToLoss());
    const kind = derivedVjpKind(definition, inputs, gradient, node.attributes, position);
    if (kind === "zero") return null;
    if (kind === "cotangent") return () => gradient;
    return () => recorder.apply(derived, [...inputs, gradient], node.attributes, derivedThunks)[0] ?? gradient;
  });
}

function missing(definition: OpDefinition, node: GraphNode, path: readonly NodeId[], rule = "vjp"): RensaError {
  const written = definition.owner.place();
  const details = { op: definition.name, node: node.id, origin: node.origin ?? undefined, written };
  const way = path.join(" -> ");
  if (definition.nonDifferentiable !== null) {
    return new RensaError(
      "NOT_DIFFERENTIABLE",
      `${definition.name} has no derivative (${definition.nonDifferentiable}) and stands on the path to the loss: ${way}; put stopGradient around it, or keep it off that path.`,
      details,
    );
  }
  return new RensaError(
    "VJP_MISSING",
    `${definition.name} has no ${rule} and stands on the path to the loss: ${way}; give defineOp a ${rule}.`,
    details,
  );
}
