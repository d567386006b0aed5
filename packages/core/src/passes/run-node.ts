/** Runs nodes on constants by themselves, by the kernel interpreter. Loaded where a program has such nodes. */
import { allocate, isFloat, type TypedArray } from "../graph/dtype.ts";
import { inputOp, referenceKey, type Graph, type GraphNode, type Reference } from "../graph/graph.ts";
import { sizeOf } from "../graph/shape.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import { interpreted } from "../kernel/interpreter/interpret.ts";
import { isLoopKernel } from "../kernel/kernel.ts";
import { lowerGraph } from "../kernel/fusion/lower.ts";
import type { OpDefinition } from "../op/definition.ts";

/** Runs nodes by themselves. Alike nodes share one prepared kernel. */
export class NodeRunner {
  readonly #prepared = new Map<string, RunNode | null>();

  /** The elements of a node's outputs; `null` where it is not lowered to loops alone. */
  run(
    node: GraphNode,
    types: readonly TensorType[],
    data: readonly TypedArray[],
    definition: OpDefinition,
  ): readonly TypedArray[] | null {
    const key = `${node.op} ${JSON.stringify(node.attributes, spellNumber)} ${JSON.stringify([types, node.outputs])}`;
    let prepared = this.#prepared.get(key);
    if (prepared === undefined) this.#prepared.set(key, (prepared = prepare(node, types, definition)));
    return prepared === null ? null : prepared(data);
  }
}

type RunNode = (data: readonly TypedArray[]) => readonly TypedArray[];

/** One node lowered, its kernels bound to arrays. */
function prepare(node: GraphNode, types: readonly TensorType[], definition: OpDefinition): RunNode | null {
  const inputs = types.map((type, at): GraphNode => {
    return { id: `operand ${String(at)}`, op: inputOp, inputs: [], attributes: {}, outputs: [type], origin: null };
  });
  const alone: GraphNode = { ...node, id: "result", inputs: inputs.map(({ id }) => ({ node: id, slot: 0 })) };
  const results = node.outputs.map((_, slot): Reference => ({ node: alone.id, slot }));
  const graph: Graph = {
    inputs: inputs.map(({ id }) => id),
    outputs: results.map((source, slot) => ({ name: String(slot), source })),
    nodes: Object.fromEntries([...inputs, alone].map((part) => [part.id, part])),
  };
  const operands = types.map(arrayOf);
  const outputs = node.outputs.map(arrayOf);
  const arrays = new Map<string, TypedArray>();
  operands.forEach((array, at) => arrays.set(`operand ${String(at)}`, array));
  outputs.forEach((array, slot) => arrays.set(referenceKey({ node: alone.id, slot }), array));
  const runs: (() => void)[] = [];
  for (const kernel of lowerGraph(graph, () => definition).kernels) {
    if (!isLoopKernel(kernel) || kernel.buffers.some(({ name }) => !arrays.has(name))) return null;
    runs.push(interpreted(kernel, arrays));
  }
  return (data) => {
    data.forEach((elements, at) => operands[at]?.set(elements));
    for (const run of runs) run();
    return outputs;
  };
}

function arrayOf({ shape, dtype }: TensorType): TypedArray {
  return allocate(isFloat(dtype) ? "f64" : dtype, sizeOf(shape));
}

/** JSON has no NaN, infinities or negative zero; as attributes they differ. */
function spellNumber(_name: string, value: unknown): unknown {
  return typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0))
    ? `number ${Object.is(value, -0) ? "-0" : String(value)}`
    : value;
}
