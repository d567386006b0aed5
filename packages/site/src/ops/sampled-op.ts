/** What is known of an op from running it on its samples. */
import { jsBackend } from "@rensa/backend-js";
import {
  compile,
  formatTensorType,
  isFloat,
  RensaError,
  Scalar,
  traceTree,
  vjp,
  type HostTensor,
  type OpErrorSample,
  type OpSample,
  type OpSamples,
  type Tensor,
  type TensorType,
} from "@rensa/core";
import { printGraph } from "@rensa/core/graph";
import { drawGraph } from "@rensa/explain";
import { showCall, type WrittenCall } from "../written-calls.ts";
import { scalarLatex } from "./scalar-latex.ts";

/** A call of an op with its result. */
export interface SampledCall {
  readonly name: string;
  /** `gelu(x, { approximate: "tanh" })`; `null` where it is made by a function. */
  readonly call: string | null;
  readonly inputs: readonly HostTensor[];
  readonly inputNames: readonly string[];
  readonly result: HostTensor;
}

/** A call that is refused. */
export interface RefusedCall {
  readonly name: string;
  readonly call: string | null;
  readonly types: readonly TensorType[];
  readonly code: string;
  readonly sentence: string;
}

/** The names of a sample's inputs: the op's own, as many as there are. */
function inputNames({ op }: OpSamples, count: number): readonly string[] {
  const names = op.definition.inputs ?? [];
  return Array.from({ length: count }, (_, at) => names[at] ?? `x${String(at)}`);
}

/** Runs a sample. */
export async function runCall(samples: OpSamples, sample: OpSample, written?: WrittenCall): Promise<SampledCall> {
  const names = inputNames(samples, sample.inputs.length);
  const traced = traceCall(names, sample.inputs, sample.apply);
  const program = await compile(traced, { backend: jsBackend() });
  const result = program.run(byName(names, sample.inputs));
  program.release();
  return {
    name: sample.name,
    call: showCall(written, names),
    inputs: sample.inputs,
    inputNames: names,
    result,
  };
}

function traceCall(names: readonly string[], types: readonly TensorType[], apply: OpSample["apply"]) {
  const spec = byName(
    names,
    types.map(({ shape, dtype }) => ({ shape, dtype })),
  );
  return traceTree<Named<TensorType>, Tensor>(spec, (given: Named<Tensor>) => apply(...Object.values(given)));
}

type Named<T> = Readonly<Record<string, T>>;

function byName<T>(names: readonly string[], values: readonly T[]): Named<T> {
  return Object.fromEntries(values.map((value, at) => [names[at] ?? "", value]));
}

/** The graph of an op's vjp. */
export interface VjpGraph {
  readonly text: string;
  /** As SVG; `null` where there is too much in it to be looked at. */
  readonly picture: string | null;
}

/** More nodes than these say less than their text. */
const mostDrawn = 16;

/** The graph of a sample's vjp; `null` where it has none. */
export async function vjpGraph(samples: OpSamples, sample: OpSample): Promise<VjpGraph | null> {
  const names = inputNames(samples, sample.inputs.length);
  const floats = names.filter((_, at) => isFloat(sample.inputs[at]?.dtype ?? "i32"));
  if (floats.length === 0) return null;
  try {
    const traced = vjp(traceCall(names, sample.inputs, sample.apply), floats);
    const isSmall = Object.keys(traced.graph.nodes).length <= mostDrawn;
    const title = `The vjp of ${samples.op.definition.name}`;
    return {
      text: printGraph(traced.graph, { origins: false }),
      picture: isSmall ? await drawGraph(traced, { title }) : null,
    };
  } catch (error) {
    if (error instanceof RensaError) return null;
    throw error;
  }
}

/** Makes a call that is refused, and says how. */
export function refuse(samples: OpSamples, error: OpErrorSample, written?: WrittenCall): RefusedCall | null {
  const names = inputNames(samples, error.inputs.length);
  try {
    traceCall(names, error.inputs, error.apply);
  } catch (refused) {
    if (!(refused instanceof RensaError)) throw refused;
    return {
      name: error.name,
      call: showCall(written, names),
      types: error.inputs,
      code: refused.code,
      sentence: refused.sentence,
    };
  }
  return null;
}

/** The formula of a scalar op, with its default attributes; `null` where it is none, or too long to explain anything. */
export function formulaOf({ op }: OpSamples): string | null {
  const { form, inputs, attributes } = op.definition;
  if (!("scalar" in form) || inputs === null) return null;
  const operands = inputs.map((name) => new Scalar({ kind: "local", name }, "f32"));
  try {
    return scalarLatex(form.scalar(operands, attributes));
  } catch {
    // An op of integers.
    return null;
  }
}

/** `conv2d(x: f32[2, 3, 4, 2], weights: f32[2, 3, 2, 3])` and what comes of it. */
export function typesOfCall({ inputs, inputNames: names, result }: SampledCall): readonly [string, string] {
  const given = inputs.map((tensor, at) => `${names[at] ?? ""}: ${formatTensorType(tensor)}`);
  return [given.join(", "), formatTensorType(result)];
}
