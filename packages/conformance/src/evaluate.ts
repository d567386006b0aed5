/** Running a sample: on a backend, in a precision, fused or not. */
import { jsBackend } from "@rensa/backend-js";
import {
  compile,
  constant,
  gradientsOf,
  isFloat,
  sampleTensor,
  traceTree,
  type Backend,
  type HostTensor,
  type OpSample,
  type PluginDefinition,
  type Precision,
  type Tensor,
  type TensorType,
  type Traced,
} from "@rensa/core";
import { add, mul, sum } from "@rensa/ops";

/** How a sample is run. */
export interface Setting {
  /** Default: JavaScript, emitted. */
  readonly backend?: Backend;
  /** Default: `"f32"`. */
  readonly precision?: Precision;
  /** Default: true. */
  readonly fuse?: boolean;
  /** Plugins, for their kernels. Default: none. */
  readonly plugins?: readonly PluginDefinition[];
}

const emitting = jsBackend();

/** Inputs `input_0`, `input_1`, ... of a sample's trace. */
export type SampleInputs = Readonly<Record<string, Tensor>>;

/** The trace of a sample's call. */
export function traceSample(
  inputs: readonly TensorType[],
  apply: OpSample["apply"],
): Traced<Readonly<Record<string, TensorType>>, Tensor> {
  return traceTree<Readonly<Record<string, TensorType>>, Tensor>(specOf(inputs), (given: SampleInputs) =>
    apply(...Object.values(given)),
  );
}

/** The trace of the gradients of `sum(weights * op(inputs))` by the inputs at the given positions. */
export function traceGradients(
  inputs: readonly TensorType[],
  apply: OpSample["apply"],
  positions: readonly number[],
): Traced<Readonly<Record<string, TensorType>>, Readonly<Record<string, Tensor>>> {
  return traceTree<Readonly<Record<string, TensorType>>, Readonly<Record<string, Tensor>>>(
    specOf(inputs),
    (given: SampleInputs) => gradientsOf(weighted(apply(...Object.values(given))), pick(given, positions)),
  );
}

/** The weighted sum of those gradients, as a call: what second order is the derivative of. */
export function gradientSum(apply: OpSample["apply"], positions: readonly number[]): OpSample["apply"] {
  return (...operands) => {
    const given = Object.fromEntries(operands.map((operand, position) => [nameOf(position), operand]));
    const gradients = Object.values(gradientsOf(weighted(apply(...operands)), pick(given, positions)));
    const sums = gradients.map(weighted);
    const [first, ...others] = sums;
    if (first === undefined) throw new TypeError("There is nothing to differentiate by.");
    return others.reduce((total, one) => add(total, one), first);
  };
}

/** A scalar that depends on every element differently: the sum of the elements times fixed weights. */
export function weighted(output: Tensor): Tensor {
  return sum(mul(output, constant(sampleTensor(output.shape, 0.5, 1.5, output.dtype))));
}

/** Runs a traced sample on data. */
export async function runSample<Result>(
  traced: Traced<Readonly<Record<string, TensorType>>, Result>,
  inputs: readonly HostTensor[],
  setting: Setting = {},
): Promise<unknown> {
  return (await prepareAnywhere(traced, setting))(inputs);
}

/** Compiles a traced sample into a function of data, which keeps its program. The backend's values must be here. */
export async function prepareSample<Result>(
  traced: Traced<Readonly<Record<string, TensorType>>, Result>,
  setting: Setting = {},
): Promise<(inputs: readonly HostTensor[]) => unknown> {
  const program = await compileSample(traced, setting);
  return (inputs) => program.run(named(inputs));
}

/** The same for any backend. */
export async function prepareAnywhere<Result>(
  traced: Traced<Readonly<Record<string, TensorType>>, Result>,
  setting: Setting = {},
): Promise<(inputs: readonly HostTensor[]) => Promise<unknown>> {
  const program = await compileSample(traced, setting);
  return async (inputs) => (program.runsHere ? program.run(named(inputs)) : program.runAsync(named(inputs)));
}

function compileSample<Result>(
  traced: Traced<Readonly<Record<string, TensorType>>, Result>,
  { backend = emitting, precision = "f32", fuse = true, plugins = [] }: Setting,
) {
  return compile(traced, { backend, precision, fuse, plugins });
}

/** Inputs by name. */
function named(inputs: readonly HostTensor[]): Readonly<Record<string, HostTensor>> {
  return Object.fromEntries(inputs.map((input, position) => [nameOf(position), input]));
}

/** A tensor of the same elements that shares nothing. */
export function copyOf({ shape, dtype, data }: HostTensor): HostTensor {
  return { shape, dtype, data: data.slice() };
}

/** The positions of the inputs that gradients flow to. */
export function floatPositions(inputs: readonly TensorType[]): readonly number[] {
  return inputs.flatMap(({ dtype }, position) => (isFloat(dtype) ? [position] : []));
}

/** The name of a sample's input. */
export function nameOf(position: number): string {
  return `input_${String(position)}`;
}

/** The types of the inputs, by name. */
export function specOf(inputs: readonly TensorType[]): Readonly<Record<string, TensorType>> {
  return Object.fromEntries(inputs.map(({ shape, dtype }, position) => [nameOf(position), { shape, dtype }]));
}

function pick(given: SampleInputs, positions: readonly number[]): SampleInputs {
  return Object.fromEntries(
    positions.flatMap((position) => (given[nameOf(position)] ? [[nameOf(position), given[nameOf(position)]]] : [])),
  ) as SampleInputs;
}
