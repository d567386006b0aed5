/**
 * Folds constants: what depends on nothing but constants is computed now, and becomes a constant; a `full` where all its
 * elements are one number. Most of what there is to fold is one number throughout; for the rest, the kernel interpreter
 * is loaded.
 *
 * f32 is computed in doubles, as within a fused kernel, so the program rounds each folded value once, and a program
 * compiled in float64 keeps the digits.
 */
import { ConstantData } from "../graph/constant-data.ts";
import type { TypedArray } from "../graph/dtype.ts";
import { constantOp, referenceKey, type Graph, type GraphNode, type NodeId, type Reference } from "../graph/graph.ts";
import { sizeOf } from "../graph/shape.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import { topologicalOrder } from "../graph/topological-order.ts";
import type { Interruptible } from "../graph/interruptible.ts";
import { inParts } from "../graph/yielding.ts";
import type { OpDefinition } from "../op/definition.ts";
import { full } from "../op/structural.ts";
import type { Tensor } from "../op/tensor.ts";
import { Recorder } from "../trace/recorder.ts";
import { constantValueOf } from "./match.ts";
import type { Pass } from "./pass.ts";
import type { NodeRunner } from "./run-node.ts";
import { uniformResult } from "./uniform-result.ts";

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
 * const { graph: folded } = await runPasses(graph, definitions, [foldConstants]);
 * // The inner accumulate is a full of 3.
 * console.log(Object.values(folded.nodes).map(({ op }) => op)); // ["input", "full", "full", "accumulate", "full"]
 * ```
 */
export const foldConstants: Pass = {
  name: "fold constants",
  run: async (graph, { definitions, yielding }) => {
    let folding = new Folding(graph, definitions, null);
    await inParts(folding.run(graph), yielding);
    if (folding.lacksRunner) {
      const { NodeRunner } = await import("./run-node.ts");
      folding = new Folding(graph, definitions, new NodeRunner());
      await inParts(folding.run(graph), yielding);
    }
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
  readonly #runner: NodeRunner | null;
  /** There was something to fold that takes a runner, and none was there. */
  lacksRunner = false;

  constructor(graph: Graph, definitions: ReadonlyMap<string, OpDefinition>, runner: NodeRunner | null) {
    this.#recorder = new Recorder({ graph, definitions });
    this.#definitions = definitions;
    this.#runner = runner;
  }

  /** Makes it. */
  *run(graph: Graph): Interruptible<void> {
    for (const node of topologicalOrder(graph)) {
      yield;
      this.#visit(node);
    }
  }

  #visit(node: GraphNode): void {
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
    const definition = this.#definitions.get(node.op);
    if (definition === undefined || output === undefined) return null;
    const types = sources.map(typeOf);
    const numbers = sources.map(({ id }) => constantValueOf(this.#recorder.nodes, { node: id, slot: 0 }));
    if (numbers.every((value) => value !== null)) {
      const elements = numbers.map((value) => [value]);
      if (dependsOnDigits(node, types, elements)) return null;
      // However large, what is one number throughout needs one element computed.
      const number = uniformResult(definition, types, numbers, node.attributes);
      if (number !== null) return [{ ...output, data: [number] }];
    }
    if (node.outputs.some(({ shape }) => sizeOf(shape) > largestResult)) return null;
    if (types.reduce((total, { shape }) => total + sizeOf(shape), 0) > largestInput) return null;
    if (this.#runner === null) {
      this.lacksRunner = true;
      return null;
    }
    const data = sources.map(elementsOf);
    if (dependsOnDigits(node, types, data)) return null;
    const result = this.#runner.run(node, types, data, definition);
    return result && node.outputs.map((type, slot) => ({ ...type, data: Array.from(result[slot] ?? []) }));
  }

  #record({ shape, dtype, data }: Folded): Tensor {
    const [first = 0] = data;
    // NaN is one number here, and 0 and -0 are two.
    if (data.every((value) => Object.is(value, first))) return full(shape, first, dtype);
    return this.#recorder.constant(shape, ConstantData.copy(dtype, data));
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
  const { data, value } = source.attributes as { readonly data?: ConstantData; readonly value?: number };
  const elements = new Float64Array(sizeOf(shape)).fill(value ?? 0);
  data?.copyTo(elements);
  return elements;
}

/**
 * True where it is not sure that a node's outputs are what the program computes: a float that f32 cannot hold, turned into
 * another dtype, may fall on the other side of a comparison.
 */
function dependsOnDigits(node: GraphNode, types: readonly TensorType[], data: readonly ArrayLike<number>[]): boolean {
  if (node.outputs.every(({ dtype }) => dtype === "f32")) return false;
  return types.some(({ dtype }, at) => dtype === "f32" && Array.from(data[at] ?? []).some(isNotF32));
}

function isNotF32(value: number): boolean {
  return !Object.is(Math.fround(value), value);
}
