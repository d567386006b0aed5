/**
 * The vjp of a scan: a scan in the other direction.
 *
 * The body is differentiated once. Of the joint graph of the body and its backward pass, what was recorded for the
 * backward pass becomes the body of the backward scan; the values of the forward pass that it reads are saved by the
 * forward scan, step by step, as further results. The cotangents of carried values are carried; those of constants add
 * up, inside the loop or, where that is cheaper, outside.
 */
import { isFloat } from "../graph/dtype.ts";
import { RensaError } from "../graph/error.ts";
import { inputOp, referenceKey, type GraphNode, type Reference } from "../graph/graph.ts";
import type { OpDefinition, VjpArguments, VjpThunks } from "../op/definition.ts";
import { summedOp } from "../op/batched-sum.ts";
import { maskOf } from "../op/batched.ts";
import { inputTypesOf, outputTypesOf } from "../graph/graph-types.ts";
import type { ScanRegion } from "../op/region.ts";
import { accumulate, full } from "../op/structural.ts";
import type { Tensor } from "../op/tensor.ts";
import { backward, type Seed } from "../differentiate/gradients.ts";
import { Recorder } from "../trace/recorder.ts";
import { vectorizeBody } from "../trace/vectorize.ts";
import { BackwardBody, type Role } from "./backward-body.ts";
import { freshName } from "../trace/fresh-name.ts";
import { outerTrace } from "../trace/outer-trace.ts";
import { drawsAlone, refuseRedrawnSteps } from "../differentiate/redrawn.ts";
import { planHoisting, type HoistedSum } from "./hoisted-sums.ts";

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

/** The cotangent of an input of the body in one step. */
interface StepCotangent {
  readonly position: number;
  readonly reference: Reference;
}

class BackwardScan {
  readonly #outer = outerTrace("scan");
  readonly #definition: OpDefinition;
  readonly #region: ScanRegion;
  readonly #inputs: readonly Tensor[];
  readonly #gradients: readonly Tensor[];
  readonly #reached: readonly boolean[];
  readonly #joint: Recorder;
  /** Outside: the values of all steps, by the key of a step's value in the joint graph. */
  readonly #stacks = new Map<string, Tensor>();

  constructor(definition: OpDefinition, region: ScanRegion, { inputs, gradients, reached }: VjpArguments) {
    this.#definition = definition;
    this.#region = region;
    this.#inputs = inputs;
    this.#gradients = gradients;
    this.#reached = reached;
    this.#joint = new Recorder({ graph: region.body, definitions: this.#outer.definitions });
  }

  /** The cotangents of the scan's inputs, by position. */
  record(): readonly (Tensor | undefined)[] {
    const seeds = this.#seeds();
    const cotangents = this.#differentiate([...seeds.values()]);
    const steps = cotangents.filter(({ position }) => this.#roleOf(position) !== "constant");
    const needed = this.#needed(steps.map(({ reference }) => reference));
    const forward = new Set(needed.forward.map(referenceKey));
    const { hoisted, kept } = planHoisting(
      cotangents.filter(({ position }) => this.#roleOf(position) === "constant"),
      {
        joint: this.#joint,
        isBackward: ({ id, op }) => op !== inputOp && !(id in this.#region.body.nodes),
        isConstant: (reference) => this.#roleIn(reference) === "constant",
        isAtHand: (reference) => forward.has(referenceKey(reference)) || this.#isOutside(reference),
      },
    );
    const stacked = unique(hoisted.flatMap(({ node }) => node.inputs));
    const all = this.#needed([...steps, ...kept].map(({ reference }) => reference).concat(stacked));
    this.#save(all.forward);
    const builder = new BackwardBody(this.#outer, this.#joint, all.nodes);
    const sums = this.#addInputs(builder, seeds, kept, all.forward);
    const made = builder.record();
    const fromLoop = stacked.filter((reference) => this.#isFromLoop(reference));
    const outputs = [
      ...steps.filter(({ position }) => this.#roleOf(position) === "carried"),
      ...kept,
      ...steps.filter(({ position }) => this.#roleOf(position) === "sequence"),
    ];
    const results = this.#apply(builder.outside, {
      ...this.#region,
      ...builder.counts,
      body: builder.finish([
        ...outputs.map(({ reference }, at) => {
          const sum = sums.get(at);
          return sum === undefined ? made(reference) : builder.add(sum, made(reference));
        }),
        ...fromLoop.map(made),
      ]),
      reverse: !this.#region.reverse,
    });
    fromLoop.forEach((reference, at) => {
      const tensor = results[outputs.length + at];
      if (tensor !== undefined) this.#stacks.set(referenceKey(reference), tensor);
    });
    const totals = [
      ...outputs.map(({ position }, at): [number, Tensor | undefined] => [position, results[at]]),
      ...hoisted.map((sum): [number, Tensor] => [sum.position, this.#sumOutside(sum)]),
    ];
    return this.#inputs.map((_, position) =>
      this.#sum(totals.flatMap(([at, each]) => (at === position && each ? [each] : []))),
    );
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
      if (position >= carried && this.#reached[position] !== true) return;
      const cotangent = this.#joint.input(freshName(this.#joint, `cotangent_${String(position)}`), type);
      if (position >= carried) this.#stacks.set(referenceKey(cotangent.reference), gradient);
      seeds.set(position, { output: this.#tensor(reference), cotangent });
    });
    return seeds;
  }

  /** The cotangents of the body's inputs in one step; all carried ones, and of the others those that there are. */
  #differentiate(seeds: readonly Seed[]): readonly StepCotangent[] {
    const { body, carried } = this.#region;
    const joint = this.#joint;
    const inputs = inputTypesOf(body).flatMap(({ dtype }, position) =>
      isFloat(dtype) ? [{ position, tensor: this.#tensor({ node: body.inputs[position] ?? "", slot: 0 }) }] : [],
    );
    const found = joint.run(() =>
      backward(
        joint,
        seeds,
        inputs.map(({ tensor }) => tensor),
      ),
    );
    return inputs.flatMap(({ position, tensor: { reference, shape, dtype } }) => {
      const cotangent = found.get(referenceKey(reference));
      if (cotangent === undefined && position >= carried) return [];
      return [{ position, reference: (cotangent ?? joint.run(() => full(shape, 0, dtype))).reference }];
    });
  }

  /** What values are made of: nodes of the backward pass, and values of the forward pass that they read. */
  #needed(roots: readonly Reference[]): { nodes: ReadonlySet<string>; forward: readonly Reference[] } {
    const nodes = new Set<string>();
    const forward = new Map<string, Reference>();
    const pending = [...roots];
    for (let reference = pending.pop(); reference !== undefined; reference = pending.pop()) {
      const node = this.#node(reference);
      // What depends on nothing, not even on chance, is made again rather than saved.
      const isSaved = node.op === inputOp || node.inputs.length > 0 || drawsAlone(node, this.#joint.definitions);
      if (node.id in this.#region.body.nodes && isSaved) {
        forward.set(referenceKey(reference), reference);
      } else if (node.op !== inputOp && !nodes.has(node.id)) {
        nodes.add(node.id);
        pending.push(...node.inputs);
      }
    }
    return { nodes, forward: [...forward.values()] };
  }

  /** A sequence or a constant: what stands outside the loop as it is. */
  #isOutside({ node }: Reference): boolean {
    return this.#stacks.has(node) || this.#region.body.inputs.indexOf(node) >= this.#region.carried;
  }

  /** A value that only the backward scan has. */
  #isFromLoop(reference: Reference): boolean {
    return !this.#stacks.has(referenceKey(reference)) && this.#roleIn(reference) !== "constant";
  }

  /** Has the forward scan save its values of single steps, where they are not sequences or constants. */
  #save(values: readonly Reference[]): void {
    const { body, carried } = this.#region;
    body.inputs.forEach((node, position) => {
      const tensor = this.#inputs[position];
      if (this.#roleOf(position) === "sequence" && tensor !== undefined) this.#stacks.set(node, tensor);
    });
    const lost = values.filter((reference) => !this.#isOutside(reference));
    if (lost.length === 0) return;
    refuseRedrawnSteps(lost, this.#region, this.#joint.definitions);
    const results = new Set(body.outputs.slice(carried).map(({ source }) => referenceKey(source)));
    const more = lost
      .filter((reference) => !results.has(referenceKey(reference)))
      .map((source, at) => ({ name: `saved_${String(at)}`, source }));
    const outputs = [...body.outputs, ...more];
    const tensors = this.#apply(this.#inputs, { ...this.#region, body: Object.freeze({ ...body, outputs }) });
    outputs.forEach(({ source }, position) => {
      const tensor = tensors[position];
      if (position >= carried && tensor !== undefined) this.#stacks.set(referenceKey(source), tensor);
    });
  }

  /** Adds the body's inputs, and returns, by output, those in which a constant's gradient adds up. */
  #addInputs(
    builder: BackwardBody,
    seeds: ReadonlyMap<number, Seed>,
    kept: readonly StepCotangent[],
    forward: readonly Reference[],
  ): ReadonlyMap<number, Tensor> {
    const { carried } = this.#region;
    const addSeeds = (role: Role, wanted: (position: number) => boolean): number => {
      let count = 0;
      for (const [position, { cotangent }] of seeds) {
        const outside = this.#gradients[position];
        if (outside === undefined || !wanted(position)) continue;
        builder.input(role, cotangent.reference, outside);
        count++;
      }
      return count;
    };
    const first = addSeeds("carried", (position) => position < carried);
    const sums = new Map(
      kept.map(({ reference }, at): [number, Tensor] => {
        const { shape, dtype } = this.#tensor(reference);
        return [first + at, builder.total(full(shape, 0, dtype))];
      }),
    );
    addSeeds("sequence", (position) => position >= carried);
    for (const role of ["sequence", "constant"] as const) {
      for (const reference of forward) {
        if (this.#roleIn(reference) === role) builder.input(role, reference, this.#outside(reference));
      }
    }
    return sums;
  }

  #sumOutside({ node, definition }: HoistedSum): Tensor {
    const batched = node.inputs.map((input) => this.#roleIn(input) !== "constant");
    const derived = summedOp(definition, maskOf(batched), vectorizeBody);
    const operands = node.inputs.map((input) => this.#outside(input));
    const sum = derived && this.#outer.apply(derived, operands, node.attributes, scanVjp)[0];
    if (sum === undefined) throw new RensaError("INTERNAL", `scan: ${node.op} cannot be summed over steps.`);
    return sum;
  }

  #sum(tensors: readonly Tensor[]): Tensor | undefined {
    const [first, ...others] = tensors;
    return first && (others.length === 0 ? first : accumulate(first, ...others));
  }

  /** What a value of the joint graph is for the backward scan: a constant of the scan, or something of each step. */
  #roleIn({ node }: Reference): Role {
    const position = this.#region.body.inputs.indexOf(node);
    return position >= this.#region.carried ? this.#roleOf(position) : "sequence";
  }

  /** All steps of a value, or the constant. */
  #outside(reference: Reference): Tensor {
    const tensor =
      this.#roleIn(reference) === "constant"
        ? this.#inputs[this.#region.body.inputs.indexOf(reference.node)]
        : this.#stacks.get(referenceKey(reference));
    if (tensor === undefined) throw new RensaError("INTERNAL", `scan: ${reference.node} was not saved.`);
    return tensor;
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

  #node({ node }: Reference): GraphNode {
    const found = this.#joint.nodes.get(node);
    if (found === undefined) throw new RensaError("INTERNAL", `scan: the body has no node ${node}.`);
    return found;
  }

  #tensor(reference: Reference): Tensor {
    return this.#joint.tensor(this.#node(reference), reference.slot);
  }
}

function unique(references: readonly Reference[]): readonly Reference[] {
  return [...new Map(references.map((reference) => [referenceKey(reference), reference])).values()];
}
