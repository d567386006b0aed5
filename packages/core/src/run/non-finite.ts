/**
 * Where a NaN or an infinity came from: the step is run again, value by value, and the first node is named that made one
 * of finite inputs.
 */
import { RensaError } from "../graph/error.ts";
import { inputOp, referenceKey, type Graph, type GraphNode, type GraphOutput, type Reference } from "../graph/graph.ts";
import type { HostTensor } from "../graph/host-tensor.ts";
import { sizeOf } from "../graph/shape.ts";
import { formatTensorType } from "../graph/tensor-type.ts";
import { topologicalOrder } from "../graph/topological-order.ts";
import type { OpDefinition } from "../op/definition.ts";
import type { AskingRuns, RunGraph } from "./asked-runs.ts";
import { firstNonFinite } from "./first-non-finite.ts";
import { graphsOf, type Region, type ScanRegion } from "../op/region.ts";

/** Prepares a graph for being run; values must not be merged away. */
export type PrepareGraph = (graph: Graph) => Promise<RunGraph>;

/** Finds the origin of values that are not finite. It keeps programs of its own, made when it is. */
export class NonFiniteLocator {
  readonly #graph: Graph;
  readonly #run: RunGraph;
  readonly #outputs: readonly GraphOutput[];
  readonly #regions: ReadonlyMap<string, InnerLocator>;

  private constructor(graph: Graph, run: RunGraph, regions: ReadonlyMap<string, InnerLocator>) {
    this.#graph = graph;
    this.#run = run;
    this.#outputs = allValues(graph);
    this.#regions = regions;
  }

  /** Prepares to locate in a graph and the bodies of its loops and branches. */
  static async make(
    graph: Graph,
    definitions: ReadonlyMap<string, OpDefinition>,
    prepare: PrepareGraph,
  ): Promise<NonFiniteLocator> {
    const regions = new Map<string, InnerLocator>();
    for (const node of Object.values(graph.nodes)) {
      const form = definitions.get(node.op)?.form;
      if (form === undefined || !("region" in form)) continue;
      const region = form.region(node.attributes);
      const locators = new Map<Graph, NonFiniteLocator>();
      for (const body of graphsOf(region)) locators.set(body, await NonFiniteLocator.make(body, definitions, prepare));
      regions.set(node.id, { region, locators });
    }
    const run = await prepare(Object.freeze({ ...graph, outputs: allValues(graph) }));
    return new NonFiniteLocator(graph, run, regions);
  }

  /** The error that names the node; `undefined` where, run again, all values that `wanted` depends on are finite. */
  *locate(inputs: readonly HostTensor[], wanted: readonly Reference[], where = ""): AskingRuns<RensaError | undefined> {
    const values = new Map(this.#graph.inputs.map((name, at) => [name, inputs[at]]));
    (yield this.#run(inputs)).forEach((tensor, at) => {
      const source = this.#outputs[at]?.source;
      if (source !== undefined) values.set(referenceKey(source), tensor);
    });
    const isBad = (reference: Reference): boolean => firstNonFinite(values.get(referenceKey(reference))) >= 0;
    const culprits = this.#culprits(wanted, isBad);
    const culprit = topologicalOrder(this.#graph).find(({ id }) => culprits.has(id));
    if (culprit === undefined) return undefined;
    return (yield* this.#inside(culprit, values, where)) ?? this.#error(culprit, values, where);
  }

  /** The nodes that make something not finite of finite inputs, on the way to the wanted values. */
  #culprits(wanted: readonly Reference[], isBad: (reference: Reference) => boolean): ReadonlySet<string> {
    const culprits = new Set<string>();
    const seen = new Set<string>();
    const pending = wanted.filter(isBad);
    for (let reference = pending.pop(); reference !== undefined; reference = pending.pop()) {
      const node = this.#graph.nodes[reference.node];
      if (node === undefined || seen.has(node.id)) continue;
      seen.add(node.id);
      // An infinity that is written in the graph is meant: a mask, the start of a maximum.
      const causes = node.inputs.filter((input) => isBad(input) && !this.#isWritten(input));
      if (causes.length === 0) culprits.add(node.id);
      pending.push(...causes);
    }
    return culprits;
  }

  #isWritten({ node }: Reference): boolean {
    const source = this.#graph.nodes[node];
    return source !== undefined && source.op !== inputOp && source.inputs.length === 0;
  }

  /** Looks into a loop or a branch. */
  *#inside(
    node: GraphNode,
    values: ReadonlyMap<string, HostTensor | undefined>,
    where: string,
  ): AskingRuns<RensaError | undefined> {
    const inner = this.#regions.get(node.id);
    if (inner === undefined) return undefined;
    const { region, locators } = inner;
    const inputs = node.inputs.flatMap((input) => values.get(referenceKey(input)) ?? []);
    if (inputs.length < node.inputs.length) return undefined;
    if (region.kind === "branch") {
      const taken = Number(inputs[0]?.data[0]) !== 0 ? region.whenTrue : region.whenFalse;
      const wanted = taken.outputs.map(({ source }) => source);
      const inside = locators.get(taken)?.locate(inputs.slice(1), wanted, `${where}in ${node.id}, `);
      return inside && (yield* inside);
    }
    const body = region.kind === "scan" ? locators.get(region.body) : undefined;
    if (region.kind !== "scan" || body === undefined) return undefined;
    return yield* body.#inScan(node, region, inputs, where);
  }

  /** Runs a loop step by step, on the locator of its body. */
  *#inScan(
    node: GraphNode,
    region: ScanRegion,
    inputs: readonly HostTensor[],
    where: string,
  ): AskingRuns<RensaError | undefined> {
    const { body, length, carried, sequences, reverse } = region;
    const wanted = body.outputs.map(({ source }) => source);
    let state = inputs.slice(0, carried);
    for (let count = 0; count < length; count++) {
      const step = reverse ? length - 1 - count : count;
      const elements = inputs.slice(carried, carried + sequences).map((sequence) => elementOf(sequence, step));
      const given = [...state, ...elements, ...inputs.slice(carried + sequences)];
      const error = yield* this.locate(given, wanted, `${where}in step ${String(step)} of ${node.id}, `);
      if (error !== undefined) return error;
      const kept = new Map(this.#graph.inputs.map((name, at) => [name, given[at]]));
      (yield this.#run(given)).forEach((tensor, at) => {
        const source = this.#outputs[at]?.source;
        if (source !== undefined) kept.set(referenceKey(source), tensor);
      });
      state = body.outputs.slice(0, carried).flatMap(({ source }) => kept.get(referenceKey(source)) ?? []);
    }
    return undefined;
  }

  #error(node: GraphNode, values: ReadonlyMap<string, HostTensor | undefined>, where: string): RensaError {
    const slot = node.outputs.findIndex(
      (_, at) => firstNonFinite(values.get(referenceKey({ node: node.id, slot: at }))) >= 0,
    );
    const tensor = values.get(referenceKey({ node: node.id, slot: Math.max(0, slot) }));
    const at = firstNonFinite(tensor);
    const what = `${String(tensor?.data[at])} at element ${showPlace(at, tensor?.shape ?? [])} of ${formatTensorType(tensor ?? { shape: [], dtype: "f32" })}`;
    const details = { op: node.op, node: node.id, origin: node.origin ?? undefined };
    if (node.op === inputOp) {
      return new RensaError(
        "NON_FINITE",
        `run: ${where}${node.id} already held ${what} before the step; reset it.`,
        details,
      );
    }
    const ranges = node.inputs.map((input) => {
      const given = values.get(referenceKey(input));
      return `${input.node} ${given === undefined ? "" : `${formatTensorType(given)} ${rangeOf(given)}`}`.trimEnd();
    });
    const inputs = ranges.length === 0 ? "" : ` Its inputs: ${ranges.join("; ")}.`;
    return new RensaError(
      "NON_FINITE",
      `run: ${where}${node.id} made ${what}, the first of the step.${inputs}`,
      details,
    );
  }
}

interface InnerLocator {
  readonly region: Region;
  readonly locators: ReadonlyMap<Graph, NonFiniteLocator>;
}

/** Every value that nodes compute, as outputs. */
function allValues(graph: Graph): readonly GraphOutput[] {
  return Object.values(graph.nodes).flatMap(({ id, op, outputs }) =>
    op === inputOp
      ? []
      : outputs.map((_, slot): GraphOutput => ({ name: `value_${id}_${String(slot)}`, source: { node: id, slot } })),
  );
}

/** One element of a sequence. */
export function elementOf({ shape, dtype, data }: HostTensor, step: number): HostTensor {
  const inner = shape.slice(1);
  const size = sizeOf(inner);
  return { shape: inner, dtype, data: data.slice(step * size, (step + 1) * size) };
}

function showPlace(at: number, shape: readonly number[]): string {
  let rest = at;
  const place = [...shape].reverse().map((extent) => {
    const index = rest % extent;
    rest = Math.floor(rest / extent);
    return index;
  });
  return `[${place.reverse().join(", ")}]`;
}

function rangeOf({ data }: HostTensor): string {
  let [low, high] = [Infinity, -Infinity];
  for (const value of data) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return `from ${low.toPrecision(4)} to ${high.toPrecision(4)}`;
}
