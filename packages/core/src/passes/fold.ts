/**
 * Folds constants: what depends on nothing but constants is computed now, and becomes a constant; a `full` where all its
 * elements are one number. Most of what there is to fold is one number throughout; for the rest, the kernel interpreter
 * is loaded.
 *
 * f32 is computed in doubles, as within a fused kernel, so the program rounds each folded value once, and a program
 * compiled in float64 keeps the digits.
 */
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
import { dependsOnDigits } from "./depends-on-digits.ts";
import type { FoldArrays, Folded } from "./fold-arrays.ts";
import { constantValueOf } from "./match.ts";
import type { Pass } from "./pass.ts";
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
 * import { accumulate, f32, full, trace } from "@rensa/core";
 * import { foldConstants, runPasses } from "@rensa/core/compiler";
 * import { printGraph } from "@rensa/core/graph";
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
    if (folding.lacksArrays) {
      const { arrayFolder } = await import("./fold-arrays.ts");
      folding = new Folding(graph, definitions, arrayFolder());
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
  readonly #foldArrays: FoldArrays | null;
  /** There was something to fold that is more than one number throughout, and nothing there to do so. */
  lacksArrays = false;

  constructor(graph: Graph, definitions: ReadonlyMap<string, OpDefinition>, foldArrays: FoldArrays | null) {
    this.#recorder = new Recorder({ graph, definitions });
    this.#definitions = definitions;
    this.#foldArrays = foldArrays;
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
      if (
        dependsOnDigits(
          node,
          types,
          numbers.map((value) => [value]),
        )
      )
        return null;
      // However large, what is one number throughout needs one element computed.
      const number = uniformResult(definition, types, numbers, node.attributes);
      if (number !== null) return [{ ...output, data: number }];
    }
    if (node.outputs.some(({ shape }) => sizeOf(shape) > largestResult)) return null;
    if (types.reduce((total, { shape }) => total + sizeOf(shape), 0) > largestInput) return null;
    if (this.#foldArrays !== null) return this.#foldArrays(node, sources, types, definition);
    this.lacksArrays = true;
    return null;
  }

  #record({ shape, dtype, data }: Folded): Tensor {
    return typeof data === "number" ? full(shape, data, dtype) : this.#recorder.constant(shape, data);
  }
}

function typeOf(source: GraphNode): TensorType {
  const [type] = source.outputs;
  if (type === undefined) throw new TypeError(`${source.id} has no output`);
  return type;
}
