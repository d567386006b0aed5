/** The verifier: what must hold of every graph that comes from elsewhere. */
import { checkKind } from "./check-argument.ts";
import { isConstantData } from "./is-constant-data.ts";
import { formatGiven } from "./format-given.ts";
import { constantOp, inputOp, type Graph, type GraphNode } from "./graph.ts";
import { checkGraphValue, graphsWithin } from "./graph-value.ts";
import { graphLimits } from "./limits.ts";
import { sameShape, sizeOf } from "./shape.ts";
import { formatTensorType, type TensorType } from "./tensor-type.ts";
import { topologicalOrder } from "./topological-order.ts";
import { invalid, outputOf, verifyStructure } from "./verify-structure.ts";

/** Infers the output types of a node from those of its inputs; `null` where that cannot be said. */
export type InferNode = (node: GraphNode, inputs: readonly TensorType[]) => readonly TensorType[] | null;

/**
 * Checks a graph, whatever it is made of: it has the form of one, every reference leads to an output, nothing depends on
 * itself, names are unique, types are types, constants hold what they say; so do the graphs in its attributes, at most 32
 * deep. With `infer`, every node has the types that its op gives it.
 *
 * @param graph - The graph, as data.
 * @param infer - Gives the types of a node's outputs.
 *
 * @throws RensaError `GRAPH_REFERENCE`, `GRAPH_CYCLE` or `GRAPH_INVALID`.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, identity, trace } from "@rensa/core";
 * import { verifyGraph } from "@rensa/core/graph";
 *
 * verifyGraph(trace({ x: f32(2) }, ({ x }) => identity(x)).graph);
 * ```
 */
export function verifyGraph(graph: Graph, infer?: InferNode): void {
  if (infer !== undefined) checkKind("verifyGraph: infer", infer, "function");
  verifyAt(graph, infer, 0);
}

function verifyAt(graph: Graph, infer: InferNode | undefined, depth: number): void {
  if (depth > graphLimits.regions) {
    throw invalid(
      `The graph has loops or branches in each other to more than ${String(graphLimits.regions)}, the limit of depth.`,
    );
  }
  const fault = checkGraphValue(graph);
  if (fault !== null) throw invalid(`The graph${fault.path} is ${fault.given}; it must be ${fault.allowed}.`);
  verifyStructure(graph);
  const inputs = new Set(graph.inputs);
  for (const node of topologicalOrder(graph)) {
    if (node.op === inputOp) verifyInput(node, inputs);
    if (node.op === constantOp) verifyConstant(node);
    for (const inner of graphsWithin(node.attributes)) verifyAt(inner, infer, depth + 1);
    if (infer !== undefined && node.op !== inputOp) verifyTypes(graph, node, infer);
  }
}

function verifyInput(node: GraphNode, inputs: ReadonlySet<string>): void {
  const isPlain = node.inputs.length === 0 && node.outputs.length === 1 && Object.keys(node.attributes).length === 0;
  if (!isPlain) throw invalid(`The input "${node.id}" must have one type, and neither inputs nor attributes.`, node);
  if (!inputs.has(node.id)) throw invalid(`The input "${node.id}" is not among the graph's inputs.`, node);
}

/** The data of a constant: a number of its dtype for each element. */
function verifyConstant(node: GraphNode): void {
  const { shape, dtype, data, ...others } = node.attributes as Readonly<Record<string, unknown>>;
  const [type, ...more] = node.outputs;
  const isTyped =
    type !== undefined &&
    more.length === 0 &&
    node.inputs.length === 0 &&
    Object.keys(others).length === 0 &&
    dtype === type.dtype &&
    Array.isArray(shape) &&
    sameShape(shape, type.shape);
  if (!isTyped)
    throw invalid(
      `The constant "${node.id}" must have the attributes shape, dtype and data, and the type they say.`,
      node,
    );
  if (!isConstantData(data)) {
    throw invalid(
      `The constant "${node.id}" has ${formatGiven(data)} as its data; it must be what constant or parseGraph makes, a ConstantData.`,
      node,
    );
  }
  if (data.dtype !== type.dtype || data.length !== sizeOf(type.shape)) {
    throw invalid(
      `The constant "${node.id}" must have ${String(sizeOf(type.shape))} numbers of ${type.dtype} as its data, not ${String(data.length)} of ${data.dtype}.`,
      node,
    );
  }
}

function verifyTypes(graph: Graph, node: GraphNode, infer: InferNode): void {
  const inputs = node.inputs.map(({ node: id, slot }) => outputOf(graph, id, slot, `"${node.id}"`, node));
  const inferred = infer(node, inputs);
  if (inferred === null) return;
  checkKind("verifyGraph: what infer returned", inferred, "list");
  const agrees =
    inferred.length === node.outputs.length &&
    inferred.every((type, slot) => {
      const stated = node.outputs[slot];
      return stated !== undefined && stated.dtype === type.dtype && sameShape(stated.shape, type.shape);
    });
  if (agrees) return;
  const show = (types: readonly TensorType[]): string => types.map(formatTensorType).join(", ");
  throw invalid(
    `"${node.id}" says that ${node.op} returns ${show(node.outputs)}, and it returns ${show(inferred)}.`,
    node,
  );
}
