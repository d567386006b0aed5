/** A trace for what becomes of one node: its inputs are inputs there, and what is needed of it is recorded outside. */
import { RensaError } from "../graph/error.ts";
import { referenceKey, type GraphNode, type Reference } from "../graph/graph.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import { full } from "../op/structural.ts";
import type { Tensor } from "../op/tensor.ts";
import type { Recorder } from "../trace/recorder.ts";

/** The trace inside, which may use any tensor from around it. */
export class Inside {
  readonly recorder: Recorder;
  readonly node: GraphNode;
  /** The node's inputs and outputs, as tensors of this trace. */
  readonly inputs: readonly Tensor[];
  readonly #outer: Recorder;
  readonly #standIns: Tensor[] = [];

  constructor(outer: Recorder, node: GraphNode) {
    this.#outer = outer;
    this.node = node;
    this.recorder = outer.nested();
    this.inputs = node.inputs.map((input) => this.#adopt(input));
  }

  /** The node's outputs, as they were computed. */
  outputs(): readonly Tensor[] {
    return this.node.outputs.map((_, slot) => this.#adopt({ node: this.node.id, slot }));
  }

  /** A value that is not there: what is recorded with it is differentiated by it. */
  standIn(type: TensorType): Tensor {
    const tensor = this.recorder.input(`stand_in_${String(this.#standIns.length)}`, type);
    this.#standIns.push(tensor);
    return tensor;
  }

  /** The inputs that change, each once, with their tangents. */
  directions(tangents: readonly (Tensor | undefined)[]): readonly { variable: Tensor; tangent: Tensor }[] {
    const found = new Map<string, { variable: Tensor; tangent: Tensor }>();
    this.inputs.forEach((variable, position) => {
      const tangent = tangents[position];
      if (tangent === undefined) return;
      found.set(referenceKey(variable.reference), { variable, tangent: this.recorder.adopt(tangent, "A tangent") });
    });
    return [...found.values()];
  }

  /** Records here, from where the node was made. */
  run<T>(body: () => T): T {
    return this.recorder.run(body, this.node.origin);
  }

  /** Records outside what the given tensors of this trace are computed from. */
  take(tensors: readonly (Tensor | undefined)[]): readonly (Tensor | undefined)[] {
    const made = new Map<string, Tensor>();
    for (const { inner, outer } of this.recorder.captured) made.set(referenceKey(inner.reference), outer);
    const standIns = new Set(this.#standIns.map(({ reference }) => reference.node));
    const live = this.#live(tensors.flatMap((tensor) => tensor?.reference ?? []));
    for (const node of this.recorder.nodes.values()) {
      if (!live.has(node.id) || made.has(node.id)) continue;
      const [type] = node.outputs;
      if (standIns.has(node.id) && type !== undefined) {
        // Only its shape is read.
        const { shape, dtype } = type;
        made.set(
          node.id,
          this.#outside(() => full(shape, 0, dtype)),
        );
        continue;
      }
      const operands = node.inputs.map((input) => this.#made(made, input));
      const outputs = this.#outside(() => this.#outer.replay(node, this.recorder.definitions.get(node.op), operands));
      outputs.forEach((tensor, slot) => made.set(referenceKey({ node: node.id, slot }), tensor));
    }
    this.#outer.defineAll(this.recorder.definitions);
    return tensors.map((tensor) => tensor && this.#made(made, tensor.reference));
  }

  #outside<T>(body: () => T): T {
    return this.#outer.run(body, this.node.origin);
  }

  #live(roots: readonly Reference[]): ReadonlySet<string> {
    const live = new Set<string>();
    const pending = roots.map(({ node }) => node);
    for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
      if (live.has(id)) continue;
      live.add(id);
      for (const input of this.recorder.nodes.get(id)?.inputs ?? []) pending.push(input.node);
    }
    return live;
  }

  #made(made: ReadonlyMap<string, Tensor>, reference: Reference): Tensor {
    const tensor = made.get(referenceKey(reference));
    if (tensor === undefined) throw new RensaError("INTERNAL", `${reference.node} was not recorded.`);
    return tensor;
  }

  #adopt({ node: id, slot }: Reference): Tensor {
    const node = this.#outer.nodes.get(id);
    if (node === undefined) throw new RensaError("INTERNAL", `${id} is not a node of this trace.`);
    return this.recorder.adopt(this.#outer.tensor(node, slot), id);
  }
}
