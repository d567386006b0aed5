/**
 * How the outputs of loops and branches change: a loop carries the tangents of what it carries along, a branch computes those
 * of the way that it takes. No step has to be kept, so a loop may end when a condition says.
 */
import { freshName } from "../trace/fresh-name.ts";
import { present } from "../graph/present.ts";
import { isFloat } from "../graph/dtype.ts";
import { RensaError } from "../graph/error.ts";
import { referenceKey, type Attributes, type Graph, type Reference } from "../graph/graph.ts";
import { inputTypesOf } from "../graph/graph-types.ts";
import type { OpDefinition } from "../op/definition.ts";
import type { RegionForm } from "../op/form.ts";
import type { BranchRegion, Region, ScanRegion, WhileRegion } from "../op/region.ts";
import { full } from "../op/structural.ts";
import type { Tensor } from "../op/tensor.ts";
import { Recorder } from "../trace/recorder.ts";
import type { ChangingNode, Forward } from "./changing-node.ts";
import { activeOutputs } from "./gradients.ts";
import { drawBefore, refuseRedrawn } from "./redrawn.ts";

/** The op of a node with a region. */
export interface RegionOp {
  readonly definition: OpDefinition;
  readonly form: RegionForm<Attributes>;
}

/** The tangents of a node's outputs. */
export function regionTangents(
  recorder: Recorder,
  changing: ChangingNode,
  op: RegionOp,
  forward: Forward,
): readonly (Tensor | undefined)[] {
  const region = op.form.region(changing.node.attributes);
  return recorder.run(() => {
    const tangents = new RegionTangents(recorder, changing, op, forward);
    return region.kind === "branch" ? tangents.branch(region) : tangents.loop(region);
  }, changing.node.origin);
}

class RegionTangents {
  readonly #recorder: Recorder;
  readonly #changing: ChangingNode;
  readonly #op: RegionOp;
  readonly #forward: Forward;
  readonly #inputs: readonly Tensor[];

  constructor(recorder: Recorder, changing: ChangingNode, op: RegionOp, forward: Forward) {
    this.#recorder = recorder;
    this.#changing = changing;
    this.#op = op;
    this.#forward = forward;
    this.#inputs = changing.node.inputs.map(({ node: id, slot }) => {
      const node = recorder.nodes.get(id);
      if (node === undefined) throw new RensaError("INTERNAL", `${id} is not a node of this trace.`);
      return recorder.tensor(node, slot);
    });
  }

  /** A loop that carries, beside each value that changes, its tangent; so are its sequences and constants doubled. */
  loop(region: ScanRegion | WhileRegion): readonly (Tensor | undefined)[] {
    const { body, carried } = region;
    const sequences = region.kind === "scan" ? region.sequences : 0;
    const { wanted, node } = this.#changing;
    const changes = this.#inputs.map((_, position) => this.#tangent(position) !== undefined);
    const joint = new Recorder({ graph: body, definitions: this.#recorder.definitions });
    // A carried value that changes in one step changes in all after it.
    for (let grown = true; grown;) {
      const reached = changing(joint, body, changes);
      const more = reached.findIndex((each, at) => at < carried && each && changes[at] !== true);
      grown = more >= 0;
      if (grown) changes[more] = true;
    }
    const results = changing(joint, body, changes).flatMap((each, at) =>
      at >= carried && each && wanted[at] === true ? [at] : [],
    );
    const doubled = this.#doubled(changes, carried, sequences);
    const moving = positions(carried).filter((at) => changes[at] === true);
    const graph = this.#graph(joint, body, changes, doubled, [...moving, ...results], positions(carried));
    if (region.kind === "while") this.#refuseChance(region);
    const inputs = doubled.map(({ position, isTangent }) =>
      isTangent ? this.#startAt(position) : present(this.#inputs[position]),
    );
    const counts = { body: graph, carried: carried + moving.length };
    const made = this.#apply(
      region.kind === "scan"
        ? {
            ...region,
            ...counts,
            sequences: doubled.filter(({ position }) => position >= carried && position < carried + sequences).length,
          }
        : { ...region, ...counts, condition: this.#withTangents(region.condition, doubled) },
      inputs,
    );
    return node.outputs.map((_, slot) => {
      const at =
        slot < carried ? moving.indexOf(slot) : results.indexOf(slot) + (results.includes(slot) ? moving.length : 0);
      return at < 0 ? undefined : made[carried + at];
    });
  }

  /** A branch whose ways compute the tangents of what they computed. */
  branch(region: BranchRegion): readonly (Tensor | undefined)[] {
    const { wanted, node } = this.#changing;
    const [predicate] = this.#inputs;
    const operands = this.#inputs.slice(1);
    const changes = operands.map((_, at) => this.#tangent(at + 1) !== undefined);
    const doubled = this.#doubled(changes, 0, 0);
    const ways = [region.whenTrue, region.whenFalse].map((graph) => {
      return { graph, joint: new Recorder({ graph, definitions: this.#recorder.definitions }) };
    });
    const reached = ways.map(({ graph, joint }) => changing(joint, graph, changes));
    const results = positions(node.outputs.length).filter(
      (at) => wanted[at] === true && reached.some((each) => each[at] === true),
    );
    if (results.length === 0 || predicate === undefined) return [];
    const [whenTrue, whenFalse] = ways.map(({ graph, joint }) =>
      this.#graph(joint, graph, changes, doubled, results, []),
    );
    if (whenTrue === undefined || whenFalse === undefined) throw new RensaError("INTERNAL", "A branch lost a way.");
    const inputs = doubled.map(({ position, isTangent }) =>
      isTangent ? this.#startAt(position + 1) : present(operands[position]),
    );
    const made = this.#apply({ ...region, whenTrue, whenFalse }, [predicate, ...inputs]);
    return node.outputs.map((_, slot) => made[results.indexOf(slot)]);
  }

  /**
   * A graph with the tangents of its changing inputs as further inputs, that returns the outputs at the positions `kept` as
   * they are, and then the tangents of those at `moved`.
   */
  #graph(
    joint: Recorder,
    graph: Graph,
    changes: readonly boolean[],
    doubled: readonly Doubled[],
    moved: readonly number[],
    kept: readonly number[],
  ): Graph {
    const types = inputTypesOf(graph);
    const names = new Map<number, string>();
    const directions = types.flatMap((type, position) => {
      if (changes[position] !== true) return [];
      const name = freshName(joint, `tangent_${String(position)}`);
      names.set(position, name);
      return [{ variable: inputOf(joint, graph, position), tangent: joint.input(name, type) }];
    });
    const outputs = graph.outputs.map(({ source }) => tensorAt(joint, source.node, source.slot));
    const results = joint.run(() => {
      const wanted = moved.map((at) => present(outputs[at]));
      const found = this.#forward(joint, wanted, directions);
      this.#refuseRedrawn(
        joint,
        graph,
        found.flatMap((tangent) => tangent?.reference ?? []),
        kept.length,
      );
      return [
        ...kept.map((at) => present(outputs[at])),
        ...wanted.map(({ shape, dtype }, at) => found[at] ?? full(shape, 0, dtype)),
      ];
    });
    this.#recorder.defineAll(joint.definitions);
    const finished = joint.finish(
      results.map(({ reference: source }, position) => ({ name: `output_${String(position)}`, source })),
    );
    return withInputOrder(finished, doubled, graph, names);
  }

  /** Refuses tangents that need what the graph draws: it will draw other numbers beside them. */
  #refuseRedrawn(joint: Recorder, graph: Graph, roots: readonly Reference[], carried: number): void {
    refuseRedrawn(this.#changing.node.op, drawBefore, roots, {
      nodeOf: (id) => joint.nodes.get(id),
      isAgain: (id) => id in graph.nodes,
      carriedInto: (id) => {
        const position = graph.inputs.indexOf(id);
        return position < 0 || position >= carried ? undefined : graph.outputs[position]?.source;
      },
      definitions: joint.definitions,
    });
  }

  /** Refuses a loop whose number of steps is drawn: it would take others beside the tangents. */
  #refuseChance({ condition, body, carried }: WhileRegion): void {
    const { definitions } = this.#recorder;
    const reads = new Set<string>();
    refuseRedrawn(
      this.#changing.node.op,
      drawBefore,
      condition.outputs.map(({ source }) => source),
      {
        nodeOf: (id) => {
          reads.add(id);
          return condition.nodes[id];
        },
        isAgain: () => true,
        definitions,
      },
    );
    const roots = body.outputs.filter((_, at) => at < carried && reads.has(condition.inputs[at] ?? ""));
    this.#refuseRedrawn(
      new Recorder({ graph: body, definitions }),
      body,
      roots.map(({ source }) => source),
      carried,
    );
  }

  /** A condition, which reads no tangents, but is given them. */
  #withTangents(condition: Graph, doubled: readonly Doubled[]): Graph {
    const recorder = new Recorder({ graph: condition, definitions: this.#recorder.definitions });
    const types = inputTypesOf(condition);
    const names = new Map<number, string>();
    for (const { position, isTangent } of doubled) {
      const type = types[position];
      if (!isTangent || type === undefined) continue;
      const name = freshName(recorder, `tangent_${String(position)}`);
      names.set(position, name);
      recorder.input(name, type);
    }
    return withInputOrder(recorder.finish(condition.outputs), doubled, condition, names);
  }

  /** The inputs with the tangents of those that change, which stand behind all of their kind. */
  #doubled(changes: readonly boolean[], carried: number, sequences: number): readonly Doubled[] {
    const bounds = [0, carried, carried + sequences, changes.length];
    return bounds.slice(1).flatMap((end, kind) => {
      const own = positions(end).filter((at) => at >= (bounds[kind] ?? 0));
      return [
        ...own.map((position) => ({ position, isTangent: false })),
        ...own.filter((at) => changes[at] === true).map((position) => ({ position, isTangent: true })),
      ];
    });
  }

  #tangent(position: number): Tensor | undefined {
    return isFloat(this.#inputs[position]?.dtype ?? "i32") ? this.#changing.tangents[position] : undefined;
  }

  /** The tangent of an input, or zeros where it changes in later steps only. */
  #startAt(position: number): Tensor {
    const { shape, dtype } = present(this.#inputs[position]);
    return this.#tangent(position) ?? full(shape, 0, dtype);
  }

  #apply(region: Region, inputs: readonly Tensor[]): readonly Tensor[] {
    const { definition, form } = this.#op;
    const attributes = form.withRegion(region, this.#changing.node.attributes);
    return this.#recorder.apply(definition, inputs, attributes, regionTangents);
  }
}

/** An input of a region, or its tangent. */
interface Doubled {
  readonly position: number;
  readonly isTangent: boolean;
}

/** Which outputs of a graph change where the given inputs do. */
function changing(joint: Recorder, graph: Graph, changes: readonly boolean[]): readonly boolean[] {
  const variables = changes.flatMap((each, position) => (each ? [inputOf(joint, graph, position)] : []));
  const active = activeOutputs(joint, variables);
  return graph.outputs.map(({ source }) => active.has(referenceKey(source)));
}

function withInputOrder(
  graph: Graph,
  doubled: readonly Doubled[],
  before: Graph,
  names: ReadonlyMap<number, string>,
): Graph {
  const inputs = doubled.map(
    ({ position, isTangent }) => (isTangent ? names.get(position) : before.inputs[position]) ?? "",
  );
  return Object.freeze({ ...graph, inputs: Object.freeze(inputs) });
}

function inputOf(joint: Recorder, graph: Graph, position: number): Tensor {
  return tensorAt(joint, graph.inputs[position] ?? "", 0);
}

function tensorAt(joint: Recorder, id: string, slot: number): Tensor {
  const node = joint.nodes.get(id);
  if (node === undefined) throw new RensaError("INTERNAL", `A region has no node ${id}.`);
  return joint.tensor(node, slot);
}

function positions(count: number): readonly number[] {
  return Array.from({ length: count }, (_, position) => position);
}
