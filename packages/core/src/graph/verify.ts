/** The verifier: what must hold of every graph, checked when one is loaded and between passes. */
import { dtypes, type DType } from "./dtype.ts";
import { RensaError } from "./error.ts";
import { formatGiven } from "./format-given.ts";
import { checkGraphValue, graphsWithin } from "./graph-value.ts";
import { constantOp, inputOp, type Graph, type GraphNode } from "./graph.ts";
import { sameShape, sizeOf } from "./shape.ts";
import { formatTensorType, type TensorType } from "./tensor-type.ts";
import { topologicalOrder } from "./topological-order.ts";

/** Infers the output types of a node from those of its inputs; `null` where that cannot be said. */
export type InferNode = (node: GraphNode, inputs: readonly TensorType[]) => readonly TensorType[] | null;

/**
 * Checks a graph: every reference leads to an output, nothing depends on itself, names are unique, types are types;
 * with `infer`, that every node has the types that its op gives it.
 *
 * @throws RensaError `GRAPH_REFERENCE`, `GRAPH_CYCLE` or `GRAPH_INVALID`.
 *
 * @example
 * ```ts
 * import { f32, identity, trace, verifyGraph } from "@rensa/core";
 *
 * verifyGraph(trace({ x: f32(2) }, ({ x }) => identity(x)).graph);
 * ```
 */
export function verifyGraph(graph: Graph, infer?: InferNode): void {
  const fault = checkGraphValue(graph);
  if (fault !== null) throw invalid(`The graph${fault.path} is ${fault.given}; it must be ${fault.allowed}.`);
  for (const node of topologicalOrder(graph)) {
    verifyNode(graph, node);
    if (node.op === inputOp) verifyInput(graph, node);
    if (node.op === constantOp) verifyConstant(node);
    for (const inner of graphsWithin(node.attributes)) verifyGraph(inner, infer);
    if (infer !== undefined && node.op !== inputOp) verifyTypes(graph, node, infer);
  }
  for (const id of graph.inputs) {
    if (!Object.hasOwn(graph.nodes, id) || graph.nodes[id]?.op !== inputOp)
      throw invalid(`The input "${id}" is not an input node; make its op "${inputOp}".`);
  }
  const names = new Set<string>();
  for (const { name, source } of graph.outputs) {
    if (names.has(name)) throw invalid(`Two outputs are named "${name}"; rename one of them.`);
    names.add(name);
    outputOf(graph, source.node, source.slot, `The output "${name}"`);
  }
}

function verifyNode(graph: Graph, node: GraphNode): void {
  if (graph.nodes[node.id] !== node)
    throw invalid(`The node "${node.id}" stands under another name; use its id as its key.`, node);
  for (const { node: id, slot } of node.inputs) outputOf(graph, id, slot, `"${node.id}"`, node);
  for (const { shape, dtype } of node.outputs) {
    if (!dtypes.includes(dtype) || !shape.every((extent) => Number.isInteger(extent) && extent >= 0)) {
      throw invalid(`"${node.id}" has an output of type ${dtype}[${shape.join(",")}], which is none.`, node);
    }
  }
}

function verifyInput(graph: Graph, node: GraphNode): void {
  const isPlain = node.inputs.length === 0 && node.outputs.length === 1 && Object.keys(node.attributes).length === 0;
  if (!isPlain) throw invalid(`The input "${node.id}" must have one type, and neither inputs nor attributes.`, node);
  if (!graph.inputs.includes(node.id)) throw invalid(`The input "${node.id}" is not among the graph's inputs.`, node);
}

/** The data of a constant: a number for each element, as its dtype can hold it. */
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
  if (!Array.isArray(data) || data.length !== sizeOf(type.shape)) {
    throw invalid(`The constant "${node.id}" must have ${String(sizeOf(type.shape))} numbers as its data.`, node);
  }
  for (let at = 0; at < data.length; at++) {
    if (holds(type.dtype, data[at])) continue;
    throw invalid(
      `The constant "${node.id}" has ${formatGiven(data[at])} at ${String(at)}, which is no ${type.dtype}.`,
      node,
    );
  }
}

function holds(dtype: DType, value: unknown): boolean {
  if (typeof value !== "number") return false;
  switch (dtype) {
    case "f32":
    case "f64":
      return true;
    case "i32":
      return Number.isInteger(value) && value >= -(2 ** 31) && value < 2 ** 31;
    case "u8":
      return Number.isInteger(value) && value >= 0 && value < 256;
    case "bool":
      return value === 0 || value === 1;
  }
}

function verifyTypes(graph: Graph, node: GraphNode, infer: InferNode): void {
  const inputs = node.inputs.map(({ node: id, slot }) => outputOf(graph, id, slot, `"${node.id}"`, node));
  const inferred = infer(node, inputs);
  if (inferred === null) return;
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

function outputOf(graph: Graph, id: string, slot: number, who: string, node?: GraphNode): TensorType {
  const type = Object.hasOwn(graph.nodes, id) ? graph.nodes[id]?.outputs[slot] : undefined;
  if (type === undefined) {
    throw new RensaError(
      "GRAPH_REFERENCE",
      `${who} reads output ${String(slot)} of "${id}", which does not exist; change the reference.`,
      {
        node: node?.id,
        origin: node?.origin ?? undefined,
      },
    );
  }
  return type;
}

function invalid(sentence: string, node?: GraphNode): RensaError {
  return new RensaError("GRAPH_INVALID", sentence, { node: node?.id, op: node?.op, origin: node?.origin ?? undefined });
}
