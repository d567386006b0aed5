/** What transforms make of a sample: in a batch the examples one by one, and a jvp that is the transpose of the vjp. */
import {
  allocate,
  constant,
  flatten,
  gradientsOf,
  isTyped,
  RensaError,
  sampleTensor,
  tangentsOf,
  traceTree,
  vmap,
  type HostTensor,
  type OpSample,
  type OpSamples,
  type Tensor,
  type Traced,
} from "@rensa/core";
import { mul, sum } from "@rensa/ops";
import { difference } from "./compare.ts";
import {
  floatPositions,
  nameOf,
  runSample,
  traceGradients,
  traceSample,
  weighted,
  type SampleInputs,
} from "./evaluate.ts";
import { noDerivative } from "./support-derivatives.ts";

/**
 * Checks that `vmap` of a sample, and of its gradients, is a loop over the examples: with all inputs batched, and with
 * only the first or the last. Returns what differs, `null` where nothing does.
 */
export async function checkVmap(samples: OpSamples, sample: OpSample): Promise<string | null> {
  const { inputs, apply } = sample;
  if (inputs.length === 0) return null;
  const traced = traceSample(inputs, apply);
  const examples = [inputs, await otherExample(traced, inputs)];
  const positions = inputs.map((_, position) => position);
  const masks = [positions, [0], [inputs.length - 1]].slice(0, inputs.length > 1 ? 3 : 1);
  for (const batched of masks) {
    const found = await differenceFromLoop(traced, examples, batched);
    if (found !== null) return `with a batch of inputs ${batched.join()}: ${found}`;
  }
  if (noDerivative(samples, sample) !== null) return null;
  const gradients = traceGradients(inputs, apply, floatPositions(inputs));
  const found = await differenceFromLoop(gradients, examples, positions);
  return found === null ? null : `gradients: ${found}`;
}

/**
 * Checks that the jvp of a sample is the transpose of its vjp: `<u, J v> = <J' u, v>`. Returns what differs, `null` where
 * nothing does.
 */
export async function checkJvp(samples: OpSamples, sample: OpSample): Promise<string | null> {
  if (noDerivative(samples, sample) !== null) return null;
  const { inputs, apply } = sample;
  const spec = Object.fromEntries(inputs.map(({ shape, dtype }, position) => [nameOf(position), { shape, dtype }]));
  const traced = traceTree<typeof spec, unknown>(spec, (given: SampleInputs) => {
    const variables = floatPositions(inputs).flatMap((position) => given[nameOf(position)] ?? []);
    const directions = variables.map(({ shape, dtype }) => constant(sampleTensor(shape, -1, 1.5, dtype)));
    const output = apply(...Object.values(given));
    const along = weighted(tangentsOf(output, variables, directions));
    const gradients = gradientsOf(weighted(output), variables);
    const parts = gradients.map((gradient, at) => sum(mul(gradient, directions[at] ?? gradient)) as Tensor);
    return { output, along, parts };
  });
  const [output, along, ...parts] = [...(await tensorsOf(traced, inputs)).values()].map(({ data }) => Array.from(data));
  // Of a result that is NaN, derivatives are what they happen to be.
  if (output === undefined || output.some(Number.isNaN)) return null;
  const terms = parts.flat();
  const scale = Math.max(1, ...terms.map(Math.abs));
  const total = terms.reduce((sumSoFar, term) => sumSoFar + term, 0);
  // A cotangent that is cast to f32 on its way is rounded.
  const dtypes = new Set([...inputs, traceSample(inputs, apply).result].map((type) => isTyped(type) && type.dtype));
  const tolerance = dtypes.has("f32") && dtypes.has("f64") ? 1e-6 : 1e-9;
  return difference([(along?.[0] ?? NaN) / scale], [total / scale], tolerance);
}

async function differenceFromLoop<Result>(
  traced: Traced<SpecOfSample, Result>,
  examples: readonly (readonly HostTensor[])[],
  batched: readonly number[],
): Promise<string | null> {
  const [first = []] = examples;
  const shared = first.flatMap((_, position) => (batched.includes(position) ? [] : [nameOf(position)]));
  const all = vmap(traced, examples.length, { shared: shared as never[] });
  const stacked = first.map((input, position) =>
    batched.includes(position) ? stack(examples.map((example) => example[position] ?? input)) : input,
  );
  const found = await tensorsOf(all, stacked);
  const loop: ReadonlyMap<string, HostTensor>[] = [];
  for (const example of examples) {
    const inputs = first.map((input, position) => (batched.includes(position) ? (example[position] ?? input) : input));
    loop.push(await tensorsOf(traced, inputs));
  }
  for (const [path, { data }] of found) {
    const wanted = loop.flatMap((tensors) => [...(tensors.get(path)?.data ?? [])]);
    const different = difference(data, wanted, 1e-11);
    if (different !== null) return path === "" ? different : `${path}: ${different}`;
  }
  return null;
}

type SpecOfSample = ReturnType<typeof traceSample>["spec"];

/** Another example that the op takes: the inputs with their elements moved on by one, or themselves where it refuses them. */
async function otherExample(
  traced: ReturnType<typeof traceSample>,
  inputs: readonly HostTensor[],
): Promise<readonly HostTensor[]> {
  const moved = inputs.map(({ shape, dtype, data }): HostTensor => {
    const other = allocate(dtype, data.length);
    data.forEach((value, at) => (other[(at + 1) % data.length] = value));
    return { shape, dtype, data: other };
  });
  try {
    await tensorsOf(traced, moved);
    return moved;
  } catch (error) {
    // A factorisation, say, takes only matrices of its kind.
    if (error instanceof RensaError && error.code === "HOST_OP_FAILED") return inputs;
    throw error;
  }
}

function stack(tensors: readonly HostTensor[]): HostTensor {
  const [first] = tensors;
  if (first === undefined) throw new TypeError("There is no example.");
  const { shape, dtype } = first;
  const size = first.data.length;
  const data = allocate(dtype, size * tensors.length);
  tensors.forEach((tensor, at) => {
    data.set(tensor.data, at * size);
  });
  return { shape: [tensors.length, ...shape], dtype, data };
}

async function tensorsOf(
  traced: { readonly graph: unknown },
  inputs: readonly HostTensor[],
): Promise<ReadonlyMap<string, HostTensor>> {
  const result = await runSample(traced as never, inputs, { precision: "f64" });
  return new Map(flatten(result, (value): value is HostTensor => isTyped(value)));
}
