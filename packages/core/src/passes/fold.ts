/**
 * Folds constants: what depends on nothing but constants is computed now, by the kernel interpreter, and becomes a
 * constant; a `full` where all its elements are one number.
 *
 * f32 is computed in doubles, as within a fused kernel, so the program rounds each folded value once, and a program
 * compiled in float64 keeps the digits.
 */
import { allocate, isFloat, type TypedArray } from "../graph/dtype.ts";
import {
  constantOp,
  inputOp,
  referenceKey,
  type Graph,
  type GraphNode,
  type NodeId,
  type Reference,
} from "../graph/graph.ts";
import { sizeOf } from "../graph/shape.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import { topologicalOrder } from "../graph/topological-order.ts";
import { interpreted } from "../kernel/interpret.ts";
import { isLoopKernel } from "../kernel/kernel.ts";
import { lowerGraph } from "../kernel/lower.ts";
import type { OpDefinition } from "../op/definition.ts";
import { broadcastTo, full } from "../op/structural.ts";
import type { Tensor } from "../op/tensor.ts";
import { Recorder } from "../trace/recorder.ts";
import { constantValueOf } from "./match.ts";
import type { Pass } from "./pass.ts";

/** Larger results are not worth their room in the program. */
const largestResult = 1024;
/** Larger inputs take too long to go through here. */
const largestInput = 16_384;

/**
 * Folds constants: see the top of the file. Impure ops, host ops and regions are left alone, composites too (they are expanded
 * before), and results of more than 1,024 elements unless they are one number throughout.
 *
 * @example
 * ```ts
 * import { f32, foldConstants, full, accumulate, printGraph, runPasses, trace } from "@rensa/core";
 *
 * const { graph, definitions } = trace({ x: f32() }, ({ x }) => accumulate(x, accumulate(full([], 1), full([], 2))));
 * const { graph: folded } = runPasses(graph, definitions, [foldConstants]);
 * console.log(Object.values(folded.nodes).map(({ op }) => op)); // its inner accumulate is a full of 3
 * ```
 */
export const foldConstants: Pass = {
  name: "fold constants",
  run: (graph, { definitions }) => {
    const folding = new Folding(graph, definitions);
    for (const node of topologicalOrder(graph)) folding.visit(node);
    definitions.set(full.definition.name, full.definition);
    return folding;
  },
};

/** The edit while it is being made. */
class Folding {
  readonly replacements = new Map<string, Reference>();
  readonly additions: GraphNode[] = [];
  readonly removals: NodeId[] = [];
  readonly #recorder: Recorder;
  readonly #definitions: ReadonlyMap<string, OpDefinition>;
  readonly #runner = new NodeRunner();

  constructor(graph: Graph, definitions: ReadonlyMap<string, OpDefinition>) {
    this.#recorder = new Recorder({ graph, definitions });
    this.#definitions = definitions;
  }

  visit(node: GraphNode): void {
    const sources = this.#sourcesOf(node);
    if (sources === null) return;
    const values = this.#evaluate(node, sources);
    if (values === null) return;
    values.forEach((value, slot) => {
      const { reference } = this.#recorder.run(() => this.#record(value), node.origin);
      const added = this.#recorder.nodes.get(reference.node);
      if (added !== undefined) this.additions.push(added);
      this.replacements.set(referenceKey({ node: node.id, slot }), reference);
    });
    this.removals.push(node.id);
  }

  /** The nodes that a node reads, where all are constant; `null` where it cannot be folded. */
  #sourcesOf(node: GraphNode): readonly GraphNode[] | null {
    const definition = this.#definitions.get(node.op);
    // An op without inputs, such as a range of numbers, costs less as an expression than as data.
    if (definition === undefined || node.inputs.length === 0 || definition.traits.impure === true) return null;
    const { form } = definition;
    if ("host" in form || "composite" in form || "region" in form) return null;
    const sources: GraphNode[] = [];
    for (const input of node.inputs) {
      const { node: id } = this.replacements.get(referenceKey(input)) ?? input;
      const source = this.#recorder.nodes.get(id);
      if (source?.op !== constantOp && source?.op !== full.definition.name) return null;
      sources.push(source);
    }
    return sources;
  }

  #evaluate(node: GraphNode, sources: readonly GraphNode[]): readonly Folded[] | null {
    const [output] = node.outputs;
    const numbers = sources.map(({ id }) => constantValueOf(this.#recorder.nodes, { node: id, slot: 0 }));
    const [number] = numbers;
    // However large, what is one number throughout needs one element computed, and repeating it needs none.
    if (output !== undefined && number !== undefined && number !== null && node.op === broadcastTo.definition.name) {
      return [{ ...output, data: [number] }];
    }
    const definition = this.#definitions.get(node.op);
    if (definition === undefined || output === undefined) return null;
    if (numbers.every((value) => value !== null) && "scalar" in definition.form) {
      const scalars = sources.map((source) => ({ ...typeOf(source), shape: [] }));
      const data = numbers.map((value) => Float64Array.of(value));
      const result = this.#runner.run({ ...node, outputs: [{ ...output, shape: [] }] }, scalars, data, definition);
      return result && [{ ...output, data: Array.from(result[0] ?? []) }];
    }
    const types = sources.map(typeOf);
    if (node.outputs.some(({ shape }) => sizeOf(shape) > largestResult)) return null;
    if (types.reduce((total, { shape }) => total + sizeOf(shape), 0) > largestInput) return null;
    const result = this.#runner.run(node, types, sources.map(elementsOf), definition);
    return result && node.outputs.map((type, slot) => ({ ...type, data: Array.from(result[slot] ?? []) }));
  }

  #record({ shape, dtype, data }: Folded): Tensor {
    const [first = 0] = data;
    // NaN is one number here, and 0 and -0 are two.
    if (sizeOf(shape) > 0 && data.every((value) => Object.is(value, first))) return full(shape, first, dtype);
    return this.#recorder.constant({ shape, dtype, data: Float64Array.from(data) });
  }
}

/** A folded value; one element stands for all where they are equal. */
interface Folded extends TensorType {
  readonly data: readonly number[];
}

function typeOf(source: GraphNode): TensorType {
  const [type] = source.outputs;
  if (type === undefined) throw new TypeError(`${source.id} has no output`);
  return type;
}

function elementsOf(source: GraphNode): TypedArray {
  const { shape } = typeOf(source);
  const { data, value } = source.attributes as { readonly data?: readonly number[]; readonly value?: number };
  return data === undefined ? new Float64Array(sizeOf(shape)).fill(value ?? 0) : Float64Array.from(data);
}

/** Runs nodes by themselves. Alike nodes share one prepared kernel. */
class NodeRunner {
  readonly #prepared = new Map<string, RunNode | null>();

  /**
   * The elements of a node's outputs. `null` where that is not sure to be what the program computes: a float that f32
   * cannot hold, turned into another dtype, may fall on the other side of a comparison.
   */
  run(
    node: GraphNode,
    types: readonly TensorType[],
    data: readonly TypedArray[],
    definition: OpDefinition,
  ): readonly TypedArray[] | null {
    const leavesF32 = node.outputs.some(({ dtype }) => dtype !== "f32");
    const isInexact = ({ dtype }: TensorType, at: number): boolean =>
      dtype === "f32" && (data[at]?.some(isNotF32) ?? false);
    if (leavesF32 && types.some(isInexact)) return null;
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

function isNotF32(value: number): boolean {
  return !Object.is(Math.fround(value), value);
}

/** JSON has no NaN, infinities or negative zero; as attributes they differ. */
function spellNumber(_name: string, value: unknown): unknown {
  return typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0))
    ? `number ${Object.is(value, -0) ? "-0" : String(value)}`
    : value;
}
