/**
 * The meaning of a graph, node by node in doubles: what passes are checked against. It fuses nothing, plans nothing and
 * shares nothing with a backend, and it hands out every value on the way.
 */
import type { ConstantData } from "../graph/constant-data.ts";
import { allocate, isFloat } from "../graph/dtype.ts";
import { RensaError } from "../graph/error.ts";
import { constantOp, inputOp, referenceKey, type Graph, type GraphNode, type Reference } from "../graph/graph.ts";
import type { HostTensor } from "../graph/host-tensor.ts";
import { sizeOf } from "../graph/shape.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import { liveNodes, topologicalOrder } from "../graph/topological-order.ts";
import type { OpDefinition } from "../op/definition.ts";
import type { Region, ScanRegion } from "../op/region.ts";
import { withoutResiduals } from "../op/residuals.ts";
import { NodeRunner } from "../passes/run-node.ts";
import { recordComposite } from "../trace/composite.ts";
import { Recorder } from "../trace/recorder.ts";
import type { Chance } from "./chance.ts";

/** The values of a graph, by reference key. Those of `f32` are doubles. */
export type Values = ReadonlyMap<string, HostTensor>;

/** How to evaluate. */
export interface EvaluateOptions {
  /** What impure host ops returned before, to be returned again. */
  readonly chance: Chance;
  /** Changes a value that was computed. Default: it is left. */
  readonly disturb?: (value: HostTensor) => HostTensor;
  /** Told of every run of the graph of a region, with the values of its inputs. */
  readonly onRegion?: (graph: Graph, inputs: readonly HostTensor[], where: string) => void;
}

/** Nothing can be said of a graph on such data: a loop goes on for longer than is waited for, or a host op refuses them. */
export class Unknowable extends Error {}

/** How often a loop until a condition fails may run. */
const mostIterations = 1000;

/** Evaluates graphs. What it prepares for a node serves all nodes like it. */
export class Evaluator {
  readonly #runner = new NodeRunner();
  readonly #regions = new WeakMap<GraphNode, Region>();
  readonly #expanded = new WeakMap<GraphNode, Expanded>();

  /**
   * The values that a graph's outputs depend on.
   *
   * @throws Unknowable where nothing can be said of the data.
   */
  evaluate(
    graph: Graph,
    definitions: ReadonlyMap<string, OpDefinition>,
    inputs: readonly HostTensor[],
    options: EvaluateOptions,
    where = "",
  ): Values {
    const values = new Map<string, HostTensor>();
    graph.inputs.forEach((name, at) => {
      const given = inputs[at];
      if (given !== undefined) values.set(name, given);
    });
    const live = liveNodes(graph);
    const read = lazyKeysRead(graph, live);
    for (const node of topologicalOrder(graph)) {
      if (node.op === inputOp || !live.has(node.id)) continue;
      const operands = node.inputs.map((input) => valueAt(values, input));
      const results = this.#apply(node, operands, definitions, options, `${where}${node.id}`, read);
      results.forEach((result, slot) => {
        const key = referenceKey({ node: node.id, slot });
        values.set(key, options.disturb === undefined || node.inputs.length === 0 ? result : options.disturb(result));
      });
    }
    return values;
  }

  #apply(
    node: GraphNode,
    operands: readonly HostTensor[],
    definitions: ReadonlyMap<string, OpDefinition>,
    options: EvaluateOptions,
    where: string,
    read: () => ReadonlySet<string>,
  ): readonly HostTensor[] {
    if (node.op === constantOp) return node.outputs.map((type) => constantOf(node, type));
    const definition = definitions.get(node.op);
    if (definition === undefined) {
      throw new RensaError("OP_UNKNOWN", `${node.op} is not known; give the graph with the definitions of its ops.`, {
        op: node.op,
        node: node.id,
      });
    }
    const { form } = definition;
    if ("region" in form) {
      let region = this.#regions.get(node);
      if (region === undefined) this.#regions.set(node, (region = form.region(node.attributes)));
      const run: RunBody = (graph, inputs, step) => {
        options.onRegion?.(graph, inputs, `${where}${step}`);
        const values = this.evaluate(graph, definitions, inputs, options, `${where}${step}/`);
        return graph.outputs.map(({ source }) => valueAt(values, source));
      };
      return runRegion(region, operands, node.outputs, run);
    }
    if ("host" in form) {
      const isRead = (slot: number): boolean => read().has(referenceKey({ node: node.id, slot }));
      const first = withoutResiduals(definition, node.outputs).length;
      // A program does not ask for residuals that nobody reads.
      const asked = node.outputs.some((_, slot) => slot >= first && isRead(slot)) ? node.outputs.length : first;
      const compute = (): readonly HostTensor[] => {
        const outputs = node.outputs.slice(0, asked).map(emptyTensor);
        try {
          form.host.run(operands, outputs, node.attributes);
        } catch (cause) {
          throw new Unknowable(`${node.id}: its host function refuses the data: ${String(cause)}`, { cause });
        }
        return outputs;
      };
      return definition.traits.impure === true ? options.chance.of(node, operands, where, compute) : compute();
    }
    if ("composite" in form) {
      const { graph, inner } = this.#expand(node, definition, definitions, operands);
      const values = this.evaluate(graph, inner, operands, options, `${where}/`);
      return graph.outputs.map(({ source }) => valueAt(values, source));
    }
    const types = operands.map(({ shape, dtype }) => ({ shape, dtype }));
    const data = this.#runner.run(
      node,
      types,
      operands.map((operand) => operand.data),
      definition,
    );
    if (data === null) throw new RensaError("INTERNAL", `${node.id} is not lowered to loops.`);
    return node.outputs.map((type, slot) => ({ ...type, data: (data[slot] ?? new Float64Array(0)).slice() }));
  }

  #expand(
    node: GraphNode,
    definition: OpDefinition,
    definitions: ReadonlyMap<string, OpDefinition>,
    operands: readonly TensorType[],
  ): Expanded {
    const known = this.#expanded.get(node);
    if (known !== undefined) return known;
    const recorder = new Recorder({ definitions });
    const results = recordComposite(recorder, definition, operands, node.attributes);
    const outputs = results.map(({ reference }, slot) => ({ name: String(slot), source: reference }));
    const expanded = { graph: recorder.finish(outputs), inner: recorder.definitions };
    this.#expanded.set(node, expanded);
    return expanded;
  }
}

/** The keys of what live nodes and outputs read, found when they are asked for. */
function lazyKeysRead(graph: Graph, live: ReadonlySet<string>): () => ReadonlySet<string> {
  let found: ReadonlySet<string> | undefined;
  return () =>
    (found ??= new Set([
      ...Object.values(graph.nodes).flatMap(({ id, inputs }) => (live.has(id) ? inputs.map(referenceKey) : [])),
      ...graph.outputs.map(({ source }) => referenceKey(source)),
    ]));
}

interface Expanded {
  readonly graph: Graph;
  readonly inner: ReadonlyMap<string, OpDefinition>;
}

type RunBody = (graph: Graph, inputs: readonly HostTensor[], step: string) => readonly HostTensor[];

function runRegion(
  region: Region,
  operands: readonly HostTensor[],
  outputs: readonly TensorType[],
  run: RunBody,
): readonly HostTensor[] {
  switch (region.kind) {
    case "scan":
      return runScan(region, operands, outputs, run);
    case "while": {
      const { condition, body, carried } = region;
      let state = operands.slice(0, carried);
      const constants = operands.slice(carried);
      for (let step = 0; ; step++) {
        const [goesOn] = run(condition, [...state, ...constants], ` test ${String(step)}`);
        if ((goesOn?.data[0] ?? 0) === 0) return state;
        if (step === mostIterations) throw new Unknowable(`a loop did not end after ${String(mostIterations)} steps`);
        state = [...run(body, [...state, ...constants], ` step ${String(step)}`)];
      }
    }
    case "branch": {
      const [predicate, ...rest] = operands;
      const isTrue = (predicate?.data[0] ?? 0) !== 0;
      return run(isTrue ? region.whenTrue : region.whenFalse, rest, isTrue ? " when true" : " when false");
    }
  }
}

function runScan(
  { body, length, carried, sequences, reverse }: ScanRegion,
  operands: readonly HostTensor[],
  outputs: readonly TensorType[],
  run: RunBody,
): readonly HostTensor[] {
  let state = operands.slice(0, carried);
  const constants = operands.slice(carried + sequences);
  const results = outputs.slice(carried).map(emptyTensor);
  for (let step = 0; step < length; step++) {
    const at = reverse ? length - 1 - step : step;
    const elements = operands.slice(carried, carried + sequences).map((sequence) => elementOf(sequence, at));
    const returned = run(body, [...state, ...elements, ...constants], ` step ${String(at)}`);
    state = [...returned.slice(0, carried)];
    results.forEach((result, position) => {
      const element = returned[carried + position];
      if (element !== undefined) result.data.set(element.data, at * element.data.length);
    });
  }
  return [...state, ...results];
}

function elementOf({ shape, dtype, data }: HostTensor, at: number): HostTensor {
  const inner = shape.slice(1);
  const size = sizeOf(inner);
  return { shape: inner, dtype, data: data.slice(at * size, (at + 1) * size) };
}

/** The value of a reference among values. */
export function valueAt(values: Values, reference: Reference): HostTensor {
  const value = values.get(referenceKey(reference));
  if (value === undefined) throw new RensaError("INTERNAL", `${referenceKey(reference)} has no value.`);
  return value;
}

/** A tensor of zeros; `f32` in doubles. */
export function emptyTensor({ shape, dtype }: TensorType): HostTensor {
  return { shape, dtype, data: allocate(isFloat(dtype) ? "f64" : dtype, sizeOf(shape)) };
}

function constantOf(node: GraphNode, type: TensorType): HostTensor {
  const tensor = emptyTensor(type);
  const { data } = node.attributes as { readonly data?: ConstantData };
  data?.copyTo(tensor.data);
  return tensor;
}
