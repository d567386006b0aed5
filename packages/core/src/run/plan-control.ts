/** Regions -> kernels with control: each graph of a region is lowered and planned like a program in the program. */
import { RensaError } from "../graph/error.ts";
import { referenceKey, type Graph, type GraphNode, type NodeId, type Reference } from "../graph/graph.ts";
import type { Interruptible } from "../graph/interruptible.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import type { BufferView, ControlBody, ControlKernel, KernelBase, KernelBuffer } from "../kernel/kernel.ts";
import type { DefinitionOf } from "../kernel/fusion/element-reader.ts";
import { lowerGraphInParts, type LowerRegion } from "../kernel/fusion/lower.ts";
import { inputTypesOf, outputTypesOf } from "../graph/graph-types.ts";
import type { BranchRegion, Region, ScanRegion, WhileRegion } from "../op/region.ts";
import type { Precision } from "./program-plan.ts";
import { scratchBuffers, scratchSuffix } from "./scratch-buffers.ts";
import { bytesOfType } from "./element-bytes.ts";
import { planBuffers } from "./plan-buffers.ts";
import { planResults } from "./plan-results.ts";

/** How bodies are compiled. */
export interface ControlOptions {
  readonly fuse: boolean;
  readonly precision: Precision;
}

/** Where a value of a body stands: a part of a buffer outside. */
type Place = Omit<BufferView, "name" | "shape" | "dtype">;

/** A value of a body that goes to a place outside when the body ends. */
interface Target {
  readonly name: string;
  readonly type: TensorType;
  readonly place: Place;
}

interface PlannedBody {
  readonly body: ControlBody;
  readonly scratchBytes: number;
  /** The buffers of the graph's outputs. */
  readonly outputs: readonly string[];
}

/** Makes the kernels of the nodes with regions of one program. */
export class ControlPlanner {
  /** The nodes of all bodies, by the ids that they have in the program. */
  readonly nodes = new Map<NodeId, GraphNode>();
  readonly #definitionOf: DefinitionOf;
  readonly #options: ControlOptions;

  constructor(definitionOf: DefinitionOf, options: ControlOptions) {
    this.#definitionOf = definitionOf;
    this.#options = options;
  }

  /** The kernel of a node. */
  readonly lower: LowerRegion = (node, base) => this.#lower(node, base);

  *#lower(node: GraphNode, base: KernelBase): Interruptible<ControlKernel> {
    const { form } = this.#definitionOf(node);
    if (!("region" in form)) throw new RensaError("INTERNAL", `${node.id} has no region.`);
    const region: Region = form.region(node.attributes);
    switch (region.kind) {
      case "scan":
        return yield* this.#scan(node, base, region);
      case "while":
        return yield* this.#while(node, base, region);
      case "branch":
        return yield* this.#branch(node, base, region);
    }
  }

  *#scan(node: GraphNode, base: KernelBase, region: ScanRegion): Interruptible<ControlKernel> {
    const { body, length, carried, sequences, reverse } = region;
    const moving = (of: string, type: TensorType): Place => {
      const bytes = bytesOfType(type, this.#options.precision);
      return { of, offset: reverse ? (length - 1) * bytes : 0, stride: reverse ? -bytes : bytes };
    };
    const inputs = inputTypesOf(body).map((type, position): Place => {
      if (position < carried) return whole(outputKey(node, position));
      const key = inputKey(node, position);
      return position < carried + sequences ? moving(key, type) : whole(key);
    });
    const results = outputTypesOf(body).flatMap((type, position) =>
      position < carried ? [] : [moving(outputKey(node, position), type)],
    );
    const planned = yield* this.#body(node, "", body, inputs, carried, results);
    return {
      ...withScratch(base, node, [planned]),
      kind: "scan",
      length,
      starts: startsOf(node, carried),
      body: planned.body,
    };
  }

  *#while(node: GraphNode, base: KernelBase, { condition, body, carried }: WhileRegion): Interruptible<ControlKernel> {
    const inputs = node.inputs.map((_, position) =>
      whole(position < carried ? outputKey(node, position) : inputKey(node, position)),
    );
    const test = yield* this.#body(node, "condition/", condition, inputs, 0, null);
    const planned = yield* this.#body(node, "", body, inputs, carried, []);
    return {
      ...withScratch(base, node, [test, planned]),
      kind: "while",
      starts: startsOf(node, carried),
      condition: test.body,
      predicate: test.outputs[0] ?? "",
      body: planned.body,
    };
  }

  *#branch(node: GraphNode, base: KernelBase, { whenTrue, whenFalse }: BranchRegion): Interruptible<ControlKernel> {
    const inputs = node.inputs.slice(1).map((input) => whole(referenceKey(input)));
    const results = node.outputs.map((_, slot) => whole(outputKey(node, slot)));
    const yes = yield* this.#body(node, "true/", whenTrue, inputs, 0, results);
    const no = yield* this.#body(node, "false/", whenFalse, inputs, 0, results);
    return {
      ...withScratch(base, node, [yes, no]),
      kind: "branch",
      starts: [],
      predicate: inputKey(node, 0),
      whenTrue: yes.body,
      whenFalse: no.body,
    };
  }

  /**
   * A body, whose inputs stand at the given places. The first `carried` outputs become the values of the inputs of the
   * same positions, the others go to `results`; with `null`, outputs stay where they are.
   */
  *#body(
    node: GraphNode,
    part: string,
    given: Graph,
    inputs: readonly Place[],
    carried: number,
    results: readonly Place[] | null,
  ): Interruptible<PlannedBody> {
    const prefix = `${node.id}/${part}`;
    const graph = renamed(given, prefix);
    for (const each of Object.values(graph.nodes)) this.nodes.set(each.id, each);
    const { fuse, precision } = this.#options;
    const lowered = yield* lowerGraphInParts(graph, this.#definitionOf, { fuse, prefix, lowerRegion: this.lower });
    const outputs = graph.outputs.map(({ source }) => referenceKey(source));
    const types = outputTypesOf(graph);
    const targets = (results ?? []).map((place, position): Target => {
      const type = types[carried + position] ?? { shape: [], dtype: "f32" };
      return { name: `${prefix}result ${String(position)}`, type, place };
    });
    const values = new Map([...lowered.fusion.facts].map(([name, { type }]): [string, TensorType] => [name, type]));
    for (const [name, type] of scratchBuffers(lowered.kernels)) values.set(name, type);
    for (const { name, type } of targets) values.set(name, type);
    const places = new Map(targets.map(({ name, place }) => [name, place]));
    graph.inputs.forEach((name, position) => {
      const place = inputs[position];
      if (place !== undefined) places.set(name, place);
    });
    const { kernels: computing, updates } = planResults(
      lowered.kernels,
      new Set(graph.inputs),
      graph.inputs.slice(0, carried).flatMap((state, position) => {
        const next = outputs[position] ?? state;
        return next === state ? [] : [{ state, next }];
      }),
      targets.map(({ name, type }, position) => ({ name, type, source: outputs[carried + position] ?? "" })),
      prefix,
    );
    const planned = yield* planBuffers({
      kernels: computing,
      values,
      updates,
      prefix,
      always: new Set(),
      atEnd: new Set(outputs),
      elsewhere: new Set(places.keys()),
      bytesOf: (type) => bytesOfType(type, precision),
    });
    for (const [next, state] of planned.inPlace) {
      const place = places.get(state);
      if (place !== undefined) places.set(next, place);
    }
    for (const [name, type] of planned.buffers) {
      values.set(name, type);
      places.set(name, { of: `${node.id}${scratchSuffix}`, offset: planned.memory.offsets.get(name) ?? 0, stride: 0 });
    }
    const { kernels, copies } = planned;
    const used = new Set([...outputs, ...kernels.flatMap(({ buffers }) => buffers.map(({ name }) => name))]);
    for (const { from, to } of copies) used.add(from).add(to);
    const views = [...used].map((name): BufferView => {
      const [place, type] = [places.get(name), values.get(name)];
      if (place === undefined || type === undefined)
        throw new RensaError("INTERNAL", `The buffer ${name} has no place.`);
      return { name, shape: type.shape, dtype: type.dtype, ...place };
    });
    return { body: { kernels, copies, views }, scratchBytes: planned.memory.bytes, outputs };
  }
}

function withScratch(
  { name, nodes, buffers }: KernelBase,
  node: GraphNode,
  bodies: readonly PlannedBody[],
): KernelBase {
  const distinct = new Map(buffers.map((buffer) => [buffer.name, buffer]));
  const bytes = Math.max(...bodies.map(({ scratchBytes }) => scratchBytes));
  const scratch: KernelBuffer = { name: `${node.id}${scratchSuffix}`, dtype: "u8", length: bytes, access: "write" };
  return { name, nodes, buffers: [...distinct.values(), ...(bytes === 0 ? [] : [scratch])] };
}

function startsOf(node: GraphNode, carried: number): ControlKernel["starts"] {
  return node.inputs
    .slice(0, carried)
    .map((input, position) => ({ from: referenceKey(input), to: outputKey(node, position) }));
}

function whole(of: string): Place {
  return { of, offset: 0, stride: 0 };
}

function outputKey(node: GraphNode, slot: number): string {
  return referenceKey({ node: node.id, slot });
}

function inputKey(node: GraphNode, position: number): string {
  const input = node.inputs[position];
  if (input === undefined) throw new RensaError("INTERNAL", `${node.id} has no input ${String(position)}.`);
  return referenceKey(input);
}

/** A graph whose names stand behind a prefix, so that they are those of no other. */
function renamed(graph: Graph, prefix: string): Graph {
  const moved = ({ node, slot }: Reference): Reference => ({ node: `${prefix}${node}`, slot });
  const nodes = Object.values(graph.nodes).map((node): [NodeId, GraphNode] => {
    const id = `${prefix}${node.id}`;
    return [id, { ...node, id, inputs: node.inputs.map(moved) }];
  });
  return {
    inputs: graph.inputs.map((name) => `${prefix}${name}`),
    outputs: graph.outputs.map(({ name, source }) => ({ name, source: moved(source) })),
    nodes: Object.fromEntries(nodes),
  };
}
