/** Values and slopes of ops of one number. */
import { jsBackend } from "@rensa/backend-js";
import {
  compile,
  grad,
  hostTensor,
  RensaError,
  traceTree,
  type HostTensor,
  type HostTensorsOf,
  type OpSamples,
  type Tensor,
  type TensorType,
  type Traced,
} from "@rensa/core";
import { sum } from "@rensa/ops";

/** A curve with its derivative. */
export interface Plotted {
  readonly places: readonly number[];
  readonly values: readonly number[];
  /** `null` where there are none. */
  readonly slopes: readonly number[] | null;
}

const places = Array.from({ length: 161 }, (_, at) => -4 + at / 20);

type Spec = Readonly<Record<"x", TensorType>>;

interface Given {
  readonly x: Tensor;
}

const spec: Spec = { x: { shape: [places.length], dtype: "f64" } };

/** Computes them for an op of one input that works element by element; `null` for any other. */
export async function plottedValues({ op, samples }: OpSamples): Promise<Plotted | null> {
  const { form, inputs } = op.definition;
  const [sample] = samples;
  if (!("scalar" in form) || inputs?.length !== 1 || sample === undefined) return null;
  const x: HostTensor = hostTensor(places, [places.length], "f64");
  try {
    const call = ({ x: input }: Given): Tensor => sample.apply(input);
    const values = await run(traceTree<Spec, Tensor>(spec, call), x, (result) => result);
    const slopes = await slopesOf(call, x);
    return { places, values, slopes };
  } catch (error) {
    // An op of integers.
    if (error instanceof RensaError) return null;
    throw error;
  }
}

async function slopesOf(call: (given: Given) => Tensor, x: HostTensor): Promise<readonly number[] | null> {
  try {
    const traced = traceTree<Spec, Tensor>(spec, (given: Given) => sum(call(given)));
    return await run(grad(traced, ["x"]), x, ({ x: slopes }) => slopes);
  } catch (error) {
    if (error instanceof RensaError) return null;
    throw error;
  }
}

async function run<Result>(
  traced: Traced<Spec, Result>,
  x: HostTensor,
  take: (result: HostTensorsOf<Result>) => HostTensor,
): Promise<readonly number[]> {
  const program = await compile(traced, { backend: jsBackend(), precision: "f64" });
  const { data } = take(program.run({ x }));
  program.release();
  return Array.from(data);
}
