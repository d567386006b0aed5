/**
 * Which inputs of a node the value of one of its outputs is computed from. An input that is only there for its shape, or
 * for another output, is not read: so this looks into elements and into the graphs of regions.
 */
import { RensaError } from "../graph/error.ts";
import { referenceKey, type Graph, type GraphNode, type Reference } from "../graph/graph.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import { childrenOf } from "../expression/children.ts";
import type { Scalar } from "../expression/scalar.ts";
import { Index } from "../expression/index-map.ts";
import type { OpDefinition } from "../op/definition.ts";
import type { LoopOperand } from "../op/form.ts";
import { outputsOf, placeholder, placeholderTools } from "../op/infer.ts";
import { graphsOf, type Region } from "../op/region.ts";
import { recordComposite } from "./composite.ts";
import { Recorder } from "./recorder.ts";

/** Nodes by id, and what their ops are. */
export interface ReadContext {
  readonly node: (id: string) => GraphNode | undefined;
  readonly definitions: ReadonlyMap<string, OpDefinition>;
}

/** The positions of the inputs that an output's value is computed from. */
export function inputsRead(node: GraphNode, slot: number, context: ReadContext): ReadonlySet<number> {
  const definition = context.definitions.get(node.op);
  const all = new Set(node.inputs.keys());
  if (definition === undefined) return all;
  const { form } = definition;
  const types = node.inputs.map((input) => typeOf(input, context));
  if ("scalar" in form) return loadsOf(form.scalar(types.map(placeholder), node.attributes), types.length);
  if ("loops" in form) {
    const read = new Set<number>();
    const operands = types.map((type, position) => watched(type, () => read.add(position)));
    const output = outputsOf(form.loops(operands, node.attributes, placeholderTools))[slot];
    if (output === undefined) return all;
    const zeros = (extents: readonly number[]): Index[] => extents.map(() => Index.constant(0));
    if ("element" in output) output.element(...zeros(output.shape));
    else {
      output.initial(...zeros(output.shape));
      output.add(...zeros(output.over));
    }
    return read;
  }
  if ("region" in form) return regionReads(form.region(node.attributes), slot, context.definitions);
  if ("host" in form) return all;
  const recorder = new Recorder({ definitions: context.definitions });
  const results = recordComposite(recorder, definition, types, node.attributes);
  const graph = recorder.finish(results.map(({ reference: source }, at) => ({ name: String(at), source })));
  return graphReads(graph, [slot], recorder.definitions);
}

function typeOf({ node, slot }: Reference, { node: find }: ReadContext): TensorType {
  const type = find(node)?.outputs[slot];
  if (type === undefined) throw new RensaError("INTERNAL", `${node} has no output ${String(slot)}.`);
  return type;
}

/** The placeholders that an expression loads. */
function loadsOf(scalar: Scalar, inputs: number): ReadonlySet<number> {
  const names = new Map(Array.from({ length: inputs }, (_, position) => [bufferOf(position), position]));
  const read = new Set<number>();
  const seen = new Set<Scalar>();
  const pending = [scalar];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const position = next.expression.kind === "load" ? names.get(next.expression.buffer) : undefined;
    if (position !== undefined) read.add(position);
    pending.push(...childrenOf(next));
  }
  return read;
}

function bufferOf(position: number): string {
  const { expression } = placeholder({ shape: [], dtype: "f32" }, position);
  return expression.kind === "load" ? expression.buffer : "";
}

/** An operand that tells of every read. */
function watched(type: TensorType, onRead: () => void): LoopOperand {
  const read = (): Scalar => {
    onRead();
    return placeholder(type, 0);
  };
  return { shape: type.shape, dtype: type.dtype, at: read, flat: read };
}

function regionReads(
  region: Region,
  slot: number,
  definitions: ReadonlyMap<string, OpDefinition>,
): ReadonlySet<number> {
  if (region.kind === "branch") {
    const operands = graphsOf(region).flatMap((graph) => [...graphReads(graph, [slot], definitions)]);
    return new Set([0, ...operands.map((position) => position + 1)]);
  }
  // A carried value that is read in one step is what the body made of it in the step before.
  const { body, carried } = region;
  const decides = region.kind === "while" ? graphReads(region.condition, [0], definitions) : new Set<number>();
  const slots = new Set([slot, ...[...decides].filter((position) => position < carried)]);
  for (;;) {
    const read = new Set([...graphReads(body, [...slots], definitions), ...decides]);
    const more = [...read].filter((position) => position < carried && !slots.has(position));
    // In the first step a carried value is the node's own input.
    if (more.length === 0) return new Set([...read, ...[...slots].filter((position) => position < carried)]);
    more.forEach((position) => slots.add(position));
  }
}

/** The positions of the inputs of a graph that the given outputs are computed from. */
function graphReads(
  graph: Graph,
  outputs: readonly number[],
  definitions: ReadonlyMap<string, OpDefinition>,
): ReadonlySet<number> {
  const context: ReadContext = { node: (id) => graph.nodes[id], definitions };
  const seen = new Set<string>();
  const pending = outputs.flatMap((position) => graph.outputs[position]?.source ?? []);
  for (let reference = pending.pop(); reference !== undefined; reference = pending.pop()) {
    const key = referenceKey(reference);
    const node = graph.nodes[reference.node];
    if (seen.has(key) || node === undefined) continue;
    seen.add(key);
    for (const position of inputsRead(node, reference.slot, context)) {
      const input = node.inputs[position];
      if (input !== undefined) pending.push(input);
    }
  }
  return new Set(graph.inputs.flatMap((name, position) => (seen.has(name) ? [position] : [])));
}
