/**
 * The vjp of a scan: a scan in the other direction.
 *
 * The body is differentiated once. Of the joint graph of the body and its backward pass, what was recorded for the
 * backward pass becomes the body of the backward scan; the values of the forward pass that it reads are saved by the
 * forward scan, step by step, as further results. The cotangents of carried values are carried; those of constants add up.
 */
import { isFloat } from "../graph/dtype.ts";
import { RensaError } from "../graph/error.ts";
import { inputOp, referenceKey, type Graph, type GraphNode, type Reference } from "../graph/graph.ts";
import type { OpDefinition, VjpArguments, VjpThunks } from "../op/definition.ts";
import { inputTypesOf, outputTypesOf, type ScanRegion } from "../op/region.ts";
import { accumulate, full } from "../op/structural.ts";
import type { Tensor } from "../op/tensor.ts";
import { backward, type Seed } from "../differentiate/gradients.ts";
import { Recorder } from "../trace/recorder.ts";
import { outerTrace } from "./body.ts";

/** The thunks of a scan's inputs. The backward scan is recorded once, for all of them. */
export function scanVjp(definition: OpDefinition, region: ScanRegion, context: VjpArguments): VjpThunks {
  let cotangents: readonly (Tensor | undefined)[] | undefined;
  return context.inputs.map(({ shape, dtype }, position) => {
    if (!isFloat(dtype)) return null;
    return () => {
      cotangents ??= new BackwardScan(definition, region, context).record();
      return cotangents[position] ?? full(shape, 0, dtype);
    };
  });
}

/** What a value is for the backward scan, in the order of a scan's inputs. */
type Role = "carried" | "sequence" | "constant";

/** An input of the backward scan: the value of the joint graph that it stands for, and the tensor outside. */
interface BackwardInput {
  readonly role: Role;
  readonly reference: Reference;
  readonly outside: Tensor;
}

class BackwardScan {
  readonly #outer = outerTrace("scan");
  readonly #definition: OpDefinition;
  readonly #region: ScanRegion;
  readonly #inputs: readonly Tensor[];
  readonly #gradients: readonly Tensor[];
  readonly #joint: Recorder;

  constructor(definition: OpDefinition, region: ScanRegion, { inputs, gradients }: VjpArguments) {
    this.#definition = definition;
    this.#region = region;
    this.#inputs = inputs;
    this.#gradients = gradients;
    this.#joint = new Recorder({ graph: region.body, definitions: this.#outer.definitions });
  }

  /** The cotangents of the scan's inputs, by position. */
  record(): readonly (Tensor | undefined)[] {
    const { carried } = this.#region;
    const seeds = this.#seeds();
    const parameters = inputTypesOf(this.#region.body).flatMap(({ dtype }, position) =>
      isFloat(dtype) ? [{ position, tensor: this.#tensor(this.#bodyInput(position)) }] : [],
    );
    const joint = this.#joint;
    const found = joint.run(() => backward(joint, [...seeds.values()], parameters.map(({ tensor }) => tensor)));
    // A carried value that the body does not read has a cotangent of zeros, which its carried cotangent needs.
    const wanted = parameters.flatMap(({ position, tensor }) => {
      const cotangent = found.get(referenceKey(tensor.reference));
      if (cotangent !== undefined) return [{ position, cotangent }];
      return position < carried ? [{ position, cotangent: joint.run(() => full(tensor.shape, 0, tensor.dtype)) }] : [];
    });
    const needed = this.#needed(wanted.map(({ cotangent }) => cotangent.reference));
    const saved = this.#save(needed.forward);
    const builder = new BackwardBody(this.#outer, joint, needed.nodes);
    const isConstant = (position: number): boolean => this.#roleOf(position) === "constant";
    for (const [output, { cotangent }] of seeds) {
      const outside = this.#gradients[output];
      if (outside !== undefined && output < carried) builder.input("carried", cotangent.reference, outside);
    }
    const totals = wanted.filter(({ position }) => isConstant(position));
    const sums = totals.map(({ cotangent: { shape, dtype } }) => builder.total(full(shape, 0, dtype)));
    for (const [output, { cotangent }] of seeds) {
      const outside = this.#gradients[output];
      if (outside !== undefined && output >= carried) builder.input("sequence", cotangent.reference, outside);
    }
    for (const role of ["sequence", "constant"] as const) {
      for (const each of saved) if (each.role === role) builder.input(role, each.reference, each.outside);
    }
    const made = builder.record();
    const steps = wanted.filter(({ position }) => !isConstant(position));
    const ordered = [
      ...steps.filter(({ position }) => position < carried).map(({ cotangent }) => made(cotangent)),
      ...totals.map(({ cotangent }, at) => builder.add(sums[at], made(cotangent))),
      ...steps.filter(({ position }) => position >= carried).map(({ cotangent }) => made(cotangent)),
    ];
    const outputs = this.#apply(builder.outside, {
      ...this.#region,
      ...builder.counts,
      body: builder.finish(ordered),
      reverse: !this.#region.reverse,
    });
    const positions = [
      ...steps.filter(({ position }) => position < carried),
      ...totals,
      ...steps.filter(({ position }) => position >= carried),
    ].map(({ position }) => position);
    return this.#inputs.map((_, position) => outputs[positions.indexOf(position)]);
  }

  /** By output of the body: its tensor, and an input of the joint graph that stands for its cotangent. */
  #seeds(): ReadonlyMap<number, Seed> {
    const { body, carried } = this.#region;
    const seeds = new Map<number, Seed>();
    outputTypesOf(body).forEach((type, position) => {
      const gradient = this.#gradients[position];
      const reference = body.outputs[position]?.source;
      if (!isFloat(type.dtype) || gradient === undefined || reference === undefined) return;
      // What a loss does not read has no cotangent, unless later steps do read it.
      if (position >= carried && this.#isZero(gradient)) return;
      const cotangent = this.#joint.input(freshName(this.#joint, `cotangent_${String(position)}`), type);
      seeds.set(position, { output: this.#tensor(reference), cotangent });
    });
    return seeds;
  }

  #isZero({ reference }: Tensor): boolean {
    const node = this.#outer.nodes.get(reference.node);
    return node?.op === full.definition.name && node.attributes["value"] === 0;
  }

  /** What the cotangents are made of: nodes of the backward pass, and values of the forward pass that they read. */
  #needed(roots: readonly Reference[]): { nodes: ReadonlySet<string>; forward: readonly Reference[] } {
    const { nodes: forwardNodes } = this.#region.body;
    const nodes = new Set<string>();
    const forward = new Map<string, Reference>();
    const pending = [...roots];
    for (let reference = pending.pop(); reference !== undefined; reference = pending.pop()) {
      const node = this.#node(reference);
      const isForward = node.id in forwardNodes;
      // What depends on nothing is made again rather than saved.
      if (isForward && (node.op === inputOp || node.inputs.length > 0)) {
        forward.set(referenceKey(reference), reference);
      } else if (node.op !== inputOp && !nodes.has(node.id)) {
        nodes.add(node.id);
        pending.push(...node.inputs);
      }
    }
    return { nodes, forward: [...forward.values()] };
  }

  /** Where the backward scan finds values of the forward pass; those of single steps are saved by a scan like the forward one. */
  #save(values: readonly Reference[]): readonly BackwardInput[] {
    const { body, carried } = this.#region;
    const isKept = (reference: Reference): boolean => {
      const position = body.inputs.indexOf(reference.node);
      return position >= carried;
    };
    const lost = values.filter((reference) => !isKept(reference));
    const stacks = this.#stacks(lost);
    return values.map((reference) => {
      const position = body.inputs.indexOf(reference.node);
      const outside = isKept(reference) ? this.#inputs[position] : stacks.get(referenceKey(reference));
      if (outside === undefined) throw new RensaError("INTERNAL", `scan: ${reference.node} was not saved.`);
      return { role: isKept(reference) ? this.#roleOf(position) : "sequence", reference, outside };
    });
  }

  #stacks(values: readonly Reference[]): ReadonlyMap<string, Tensor> {
    if (values.length === 0) return new Map();
    const { body, carried } = this.#region;
    const results = new Set(body.outputs.slice(carried).map(({ source }) => referenceKey(source)));
    const more = values
      .filter((reference) => !results.has(referenceKey(reference)))
      .map((source, at) => ({ name: `saved_${String(at)}`, source }));
    const outputs = [...body.outputs, ...more];
    const tensors = this.#apply(this.#inputs, { ...this.#region, body: Object.freeze({ ...body, outputs }) });
    return new Map(
      outputs.flatMap(({ source }, position) => {
        const tensor = tensors[position];
        return position < carried || tensor === undefined ? [] : [[referenceKey(source), tensor]];
      }),
    );
  }

  #apply(inputs: readonly Tensor[], region: ScanRegion): readonly Tensor[] {
    const { form, attributes } = this.#definition;
    if (!("region" in form)) throw new RensaError("INTERNAL", "A scan has no region.");
    return this.#outer.apply(this.#definition, inputs, form.withRegion(region, attributes), scanVjp);
  }

  #roleOf(position: number): Role {
    const { carried, sequences } = this.#region;
    if (position < carried) return "carried";
    return position < carried + sequences ? "sequence" : "constant";
  }

  #bodyInput(position: number): Reference {
    return { node: this.#region.body.inputs[position] ?? "", slot: 0 };
  }

  #node({ node }: Reference): GraphNode {
    const found = this.#joint.nodes.get(node);
    if (found === undefined) throw new RensaError("INTERNAL", `scan: the body has no node ${node}.`);
    return found;
  }

  #tensor(reference: Reference): Tensor {
    return this.#joint.tensor(this.#node(reference), reference.slot);
  }
}

/** The body of the backward scan while it is made. Inputs are added in the order of a scan's: carried, sequences, constants. */
class BackwardBody {
  readonly #recorder: Recorder;
  readonly #joint: Recorder;
  readonly #nodes: ReadonlySet<string>;
  readonly #made = new Map<string, Tensor>();
  readonly #outside: { readonly role: Role; readonly tensor: Tensor }[] = [];

  constructor(outer: Recorder, joint: Recorder, nodes: ReadonlySet<string>) {
    this.#recorder = outer.scratch();
    this.#joint = joint;
    this.#nodes = nodes;
    this.#recorder.defineAll(joint.definitions);
    outer.defineAll(joint.definitions);
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

  /** Records the nodes of the backward pass, and says what became of a tensor of the joint graph. */
  record(): (tensor: Tensor) => Tensor {
    const made = ({ reference }: { readonly reference: Reference }): Tensor => {
      const tensor = this.#made.get(referenceKey(reference));
      if (tensor === undefined) throw new RensaError("INTERNAL", `scan: ${reference.node} was not recorded.`);
      return tensor;
    };
    for (const node of this.#joint.nodes.values()) {
      if (!this.#nodes.has(node.id)) continue;
      const operands = node.inputs.map((reference) => made({ reference }));
      const outputs = this.#recorder.replay(node, this.#joint.definitions.get(node.op), operands);
      outputs.forEach((tensor, slot) => this.#made.set(referenceKey({ node: node.id, slot }), tensor));
    }
    return made;
  }

  add(total: Tensor | undefined, tensor: Tensor): Tensor {
    return total === undefined ? tensor : this.#recorder.run(() => accumulate(total, tensor));
  }

  finish(outputs: readonly Tensor[]): Graph {
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

function freshName(recorder: Recorder, name: string): string {
  let fresh = name;
  for (let count = 1; recorder.nodes.has(fresh); count++) fresh = `${name}_${String(count)}`;
  return fresh;
}
