/** The body of a backward scan while it is made. */
import { RensaError } from "../graph/error.ts";
import { referenceKey, type Graph, type Reference } from "../graph/graph.ts";
import { accumulate } from "../op/structural.ts";
import type { Tensor } from "../op/tensor.ts";
import type { Recorder } from "../trace/recorder.ts";

/** What a value is for a scan, in the order of its inputs. */
export type Role = "carried" | "sequence" | "constant";

/** Inputs are added in the order of a scan's: carried, sequences, constants. */
export class BackwardBody {
  readonly #outer: Recorder;
  readonly #recorder: Recorder;
  readonly #joint: Recorder;
  readonly #nodes: ReadonlySet<string>;
  readonly #made = new Map<string, Tensor>();
  readonly #outside: { readonly role: Role; readonly tensor: Tensor }[] = [];

  constructor(outer: Recorder, joint: Recorder, nodes: ReadonlySet<string>) {
    this.#outer = outer;
    this.#recorder = outer.scratch();
    this.#joint = joint;
    this.#nodes = nodes;
    this.#recorder.defineAll(joint.definitions);
  }

  /** The tensors that its inputs stand for. */
  get outside(): readonly Tensor[] {
    return this.#outside.map(({ tensor }) => tensor);
  }

  get counts(): { readonly carried: number; readonly sequences: number } {
    const count = (wanted: Role): number => this.#outside.filter(({ role }) => role === wanted).length;
    return { carried: count("carried"), sequences: count("sequence") };
  }

  /** An input that stands for a value of the joint graph. */
  input(role: Role, reference: Reference, outside: Tensor): void {
    this.#made.set(referenceKey(reference), this.#add(role, outside));
  }

  /** A carried input in which something adds up. */
  total(outside: Tensor): Tensor {
    return this.#add("carried", outside);
  }

  /** Records the nodes of the backward pass, and says what became of a value of the joint graph. */
  record(): (reference: Reference) => Tensor {
    const made = (reference: Reference): Tensor => {
      const tensor = this.#made.get(referenceKey(reference));
      if (tensor === undefined) throw new RensaError("INTERNAL", `scan: ${reference.node} was not recorded.`);
      return tensor;
    };
    for (const node of this.#joint.nodes.values()) {
      if (!this.#nodes.has(node.id)) continue;
      const operands = node.inputs.map(made);
      const outputs = this.#recorder.replay(node, this.#joint.definitions.get(node.op), operands);
      outputs.forEach((tensor, slot) => this.#made.set(referenceKey({ node: node.id, slot }), tensor));
    }
    return made;
  }

  /** The next value of a total. */
  add(total: Tensor, tensor: Tensor): Tensor {
    return this.#recorder.run(() => accumulate(total, tensor));
  }

  finish(outputs: readonly Tensor[]): Graph {
    // Those of totals too, which the joint graph need not have.
    this.#outer.defineAll(this.#recorder.definitions);
    return this.#recorder.finish(
      outputs.map(({ reference: source }, position) => ({ name: `output_${String(position)}`, source })),
    );
  }

  #add(role: Role, outside: Tensor): Tensor {
    const { shape, dtype } = outside;
    const name = `${role}_${String(this.#outside.length)}`;
    this.#outside.push({ role, tensor: outside });
    return this.#recorder.input(name, { dtype, shape: role === "sequence" ? shape.slice(1) : shape });
  }
}
