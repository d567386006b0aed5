/**
 * An op in a graph file whose attributes no call gave it: it is refused by code, or computes the same on every backend.
 * Graph files do not go through the calls of ops, so all that relates attributes to inputs is in the definitions.
 */
import {
  compile,
  isFloat,
  isTyped,
  mapTree,
  RensaError,
  sampleTensor,
  sizeOf,
  traceTree,
  type Attributes,
  type AttributeSchema,
  type AttributeValue,
  type HostTensor,
  type OpDefinition,
  type OpSamples,
  type Tensor,
  type TensorType,
} from "@rensa/core";
import { currentContext } from "@rensa/core/compiler";
import {
  controlOps,
  graphFromJson,
  graphToJson,
  loadGraph,
  parseGraph,
  printGraph,
  registry,
  type Graph,
  type GraphNode,
} from "@rensa/core/graph";
import { afterAll, describe, expect, it } from "vitest";
import { jsBackend } from "../../backend-js/src/index.ts";
import { wasmBackend } from "../../backend-wasm/src/index.ts";
import { floatPositions, traceGradients, traceSample } from "../../conformance/src/evaluate.ts";
import { callsOf } from "../../conformance/src/sample-calls.ts";
import { tensorsOf } from "../../conformance/src/subject.ts";
import { collectSamples } from "../reference/collect.ts";
import { standardOps } from "../src/index.ts";

/** An op as it was called. */
interface Call {
  readonly definition: OpDefinition;
  readonly types: readonly TensorType[];
  readonly attributes: Attributes;
}

const { families } = await collectSamples();
const ops = registry(controlOps, standardOps);
const wasm = wasmBackend({ threads: 1 });
const backends = [jsBackend({ mode: "interpret" }), jsBackend(), wasm];
afterAll(() => wasm.close());

/** More is not run: it shows no more. */
const mostElements = 600;
const codes = ["ATTRIBUTE_INVALID", "GRAPH_INVALID"];

/** For each of so many no work may be done before a graph is run; what it computes may take that long. */
const huge = 2 ** 31;

/** How often an op is tried on operands of the same ranks, and the calls of all families that are. */
const mostCalls = 2;
const chosen = new Map<string, Set<string>>();

describe.each(families)("stored ops of $name", ({ ops: all }) => {
  const calls = all.flatMap(distinctCalls);
  it.runIf(calls.length > 0)("are refused, or are what their attributes say", { timeout: 240_000 }, async () => {
    const wrong: string[] = [];
    for (const call of calls) {
      for (const [name, schema] of call.definition.schema) {
        const rank = Math.max(0, ...call.types.map(({ shape }) => shape.length));
        for (const value of variants(call.attributes[name] ?? null, schema, rank)) {
          const fault = await judge(
            { ...call, attributes: { ...call.attributes, [name]: value } },
            schema,
            value,
            rank,
          );
          if (fault !== null) wrong.push(`${showCall(call)}, ${name}: ${JSON.stringify(value)}: ${fault}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});

/** Calls of the op by its samples, and of what they and their gradients are made of: those that were not tried yet. */
function distinctCalls({ op, samples }: OpSamples): readonly Call[] {
  const found: Call[] = [];
  const add = (call: Call): void => {
    const kind = `${call.definition.name} ${call.types.map(({ shape }) => shape.length).join(" ")}`;
    const keys = chosen.get(kind) ?? new Set();
    const key = JSON.stringify([call.types, call.attributes]);
    if (keys.has(key) || keys.size >= mostCalls || call.definition.schema.size === 0) return;
    chosen.set(kind, keys.add(key));
    found.push(call);
  };
  for (const sample of samples) {
    for (const call of callsOf(op, sample)) add({ definition: op.definition, ...call });
    const traced = traceSample(sample.inputs, sample.apply);
    const { result } = traced;
    const hasGradient = op.definition.nonDifferentiable === null && isTyped(result) && isFloat(result.dtype);
    const positions = hasGradient ? floatPositions(sample.inputs) : [];
    const gradients = positions.length === 0 ? [] : [traceGradients(sample.inputs, sample.apply, positions)];
    for (const { graph, definitions } of [traced, ...gradients]) {
      for (const node of Object.values(graph.nodes)) {
        const definition = definitions.get(node.op);
        if (definition === undefined || "region" in definition.form) continue;
        add({
          definition,
          types: node.inputs.map(({ node: id, slot }) => typeAt(graph, id, slot)),
          attributes: node.attributes,
        });
      }
    }
  }
  return found;
}

function typeAt(graph: Graph, id: string, slot: number): TensorType {
  const type = graph.nodes[id]?.outputs[slot];
  if (type === undefined) throw new Error(`${id} has no output ${String(slot)}.`);
  return type;
}

/** Other integers in place of each that an attribute has, and lists of other lengths. */
function variants(value: AttributeValue, schema: AttributeSchema, rank: number): readonly AttributeValue[] {
  switch (schema.kind) {
    case "integer":
    case "axis":
      return [-1, -rank - 1, rank - 1, rank, 99, huge].filter((other) => other !== value);
    case "axes":
      return variants(value, { kind: "list", of: { kind: "integer", bounds: {} }, length: null }, rank);
    case "list": {
      if (!isList(value)) return [];
      const changed = value.flatMap((each, at) =>
        variants(each, schema.of, rank).map((other) => value.map((own, place) => (place === at ? other : own))),
      );
      return [...changed, [...value, ...value.slice(0, 1)], value.slice(1), [...value].reverse()].filter(
        (other) => JSON.stringify(other) !== JSON.stringify(value),
      );
    }
    case "nullable":
      return value === null ? [] : variants(value, schema.of, rank);
    default:
      return [];
  }
}

function isList(value: AttributeValue): value is readonly AttributeValue[] {
  return Array.isArray(value);
}

/** What is wrong with how a stored op is taken; `null` where nothing is. */
async function judge(call: Call, schema: AttributeSchema, value: AttributeValue, rank: number): Promise<string | null> {
  let outputs: readonly TensorType[];
  try {
    outputs = outputsOf(call);
  } catch (error) {
    return (
      refusal(error, [...codes, "SHAPE_MISMATCH", "RANK_MISMATCH", "OP_INVALID", "DTYPE_MISMATCH"]) ??
      refusalOf(call, [{ shape: [], dtype: "f32" }])
    );
  }
  const isAxis =
    schema.kind === "axis" || schema.kind === "axes" || (schema.kind === "list" && schema.of.kind === "axis");
  const outside = isAxis && (isList(value) ? value : [value]).some((axis) => Number(axis) < 0 || Number(axis) > rank);
  if (outside) return "an axis that is not there is taken";
  if ((isList(value) ? value : [value]).includes(huge)) return faultOfLoading(call, outputs);
  if (outputs.reduce((total, { shape }) => total + sizeOf(shape), 0) > mostElements) return null;
  const results: (readonly number[])[] = [];
  for (const traced of stored(call, outputs)) {
    for (const backend of results.length === 0 ? backends : backends.slice(1, 2)) {
      const program = await compile(traced, { backend, precision: "f64" });
      try {
        results.push(numbersOf(program.run(mapTree(traced.spec, isTyped, valuesOf))));
      } catch (error) {
        const fault = refusal(error, ["LABEL_OUT_OF_RANGE", "HOST_OP_FAILED"]);
        if (fault !== null) return fault;
      }
    }
  }
  const [wanted, ...others] = results;
  return others.every((other) => isClose(other, wanted ?? []))
    ? null
    : `it is ${results.map((each) => each.slice(0, 4).join(" ")).join(" / ")}`;
}

/** What the op returns, asked past its own call as a file is. */
function outputsOf({ definition, types, attributes }: Call): readonly TensorType[] {
  let outputs: readonly TensorType[] = [];
  traceTree<Readonly<Record<string, TensorType>>, Tensor>(specOf(types), (given: Readonly<Record<string, Tensor>>) => {
    const results = currentContext(definition.name).apply(definition, Object.values(given), attributes, outputsOf);
    outputs = results.map(({ shape, dtype }) => ({ shape, dtype }));
    const [first] = results;
    if (first === undefined) throw new RensaError("OP_INVALID", "It has no outputs.");
    return first;
  });
  return outputs;
}

/** What is wrong with how a file is refused, which says that the op returns something. */
function refusalOf(call: Call, outputs: readonly TensorType[]): string | null {
  try {
    stored(call, outputs);
  } catch (error) {
    return refusal(error, codes);
  }
  return "it is loaded, and no call may have it";
}

/** What is wrong with how a file of more than can be computed is taken; `null` where it is loaded, or refused by code. */
function faultOfLoading(call: Call, outputs: readonly TensorType[]): string | null {
  try {
    stored(call, outputs);
    return null;
  } catch (error) {
    return refusal(error, codes);
  }
}

function refusal(error: unknown, allowed: readonly string[]): string | null {
  return error instanceof RensaError && allowed.includes(error.code) ? null : `it fails with ${String(error)}`;
}

/** The op alone in a file of each kind, loaded. */
function stored(
  { definition, types, attributes }: Call,
  outputs: readonly TensorType[],
): readonly ReturnType<typeof loadGraph>[] {
  const node = (id: string, op: string, type: readonly TensorType[], more: Partial<GraphNode> = {}): GraphNode => ({
    ...{ id, op, inputs: [], attributes: {}, outputs: type, origin: null },
    ...more,
  });
  const inputs = Object.entries(specOf(types)).map(([id, type]) => node(id, "input", [type]));
  const all = [
    ...inputs,
    node("node", definition.name, outputs, { inputs: inputs.map(({ id }) => ({ node: id, slot: 0 })), attributes }),
  ];
  const graph: Graph = {
    inputs: inputs.map(({ id }) => id),
    outputs: outputs.map((_, slot) => ({ name: `y${String(slot)}`, source: { node: "node", slot } })),
    nodes: Object.fromEntries(all.map((each) => [each.id, each])),
  };
  return [parseGraph(printGraph(graph)), graphFromJson(graphToJson(graph))].map((each) => loadGraph(each, ops));
}

function specOf(types: readonly TensorType[]): Readonly<Record<string, TensorType>> {
  return Object.fromEntries(types.map((type, at) => [`x${String(at)}`, type]));
}

function valuesOf({ shape, dtype }: TensorType): HostTensor {
  return isFloat(dtype) ? sampleTensor(shape, 0.2, 1.5, dtype) : sampleTensor(shape, 0, 2, dtype);
}

function numbersOf(result: unknown): readonly number[] {
  return [...tensorsOf(result).values()].flatMap(({ data }) => Array.from(data));
}

function isClose(found: readonly number[], wanted: readonly number[]): boolean {
  const near = (one: number, other: number): boolean =>
    Object.is(one, other) || one === other || Math.abs(one - other) <= 1e-9 * (1 + Math.abs(other));
  return found.length === wanted.length && found.every((each, at) => near(each, wanted[at] ?? NaN));
}

function showCall({ definition, types }: Call): string {
  return `${definition.name}(${types.map(({ shape, dtype }) => `${dtype}[${shape.join()}]`).join(", ")})`;
}
