/** Derivatives: against finite differences to the second order, forward against reverse. */
import {
  constant,
  gradientsOf,
  isTyped,
  sampleTensor,
  tangentsOf,
  traceTree,
  type HostTensor,
  type OpSample,
  type Tensor,
  type TensorType,
} from "@rensa/core";
import { firstDifference, type Difference } from "@rensa/core/compiler";
import { mul, sum } from "@rensa/ops";
import {
  floatPositions,
  gradientSum,
  nameOf,
  runSample,
  specOf,
  traceGradients,
  weighted,
  type SampleInputs,
} from "../evaluate.ts";
import { about } from "../finding.ts";
import { finiteDifferences } from "../finite-differences.ts";
import { tensorsOf, type Subject } from "../subject.ts";
import type { Check } from "./check.ts";

const differentiable = (subject: Subject): string | null => subject.noDerivative;
const smooth = (subject: Subject): string | null => subject.noDerivative ?? subject.sample.notSmooth ?? null;

/** First derivatives. */
export const vjp: Check = {
  name: "vjp",
  claim: "has the gradients that finite differences have",
  skip: smooth,
  differences: ({ inputs, sample }) => differencesFromFinite(inputs, sample.apply, 1e-6),
};

/** Second derivatives. */
export const secondOrder: Check = {
  name: "second order",
  claim: "has the gradients of gradients that finite differences of gradients have",
  skip: smooth,
  differences: ({ inputs, sample }) =>
    differencesFromFinite(inputs, gradientSum(sample.apply, floatPositions(inputs)), 1e-5),
};

async function differencesFromFinite(
  inputs: readonly HostTensor[],
  apply: OpSample["apply"],
  tolerance: number,
): Promise<readonly (Difference | null)[]> {
  const positions = floatPositions(inputs);
  const numeric = await finiteDifferences(inputs, apply);
  const found = tensorsOf(await runSample(traceGradients(inputs, apply, positions), inputs, { precision: "f64" }));
  return positions.map((position) => {
    const { data } = found.get(nameOf(position)) ?? { data: [] };
    const different = firstDifference(data, numeric.get(position) ?? [], tolerance);
    return about(`the gradient by input ${String(position)}`, bySource(different, "the vjp"));
  });
}

/** A jvp that an op brings, against finite differences: where it has no vjp, there is nothing else to hold it to. */
export const forward: Check = {
  name: "forward",
  claim: "changes along a direction as finite differences do",
  skip: (subject) => {
    if (subject.samples.op.definition.jvp === null) return "its jvp is that of its vjp";
    return subject.noTangent ?? subject.sample.notSmooth ?? null;
  },
  differences: async ({ inputs, sample }) => {
    const traced = traceTree<ReturnType<typeof specOf>, unknown>(specOf(inputs), (given: SampleInputs) => {
      const variables = floatPositions(inputs).flatMap((position) => given[nameOf(position)] ?? []);
      const output = sample.apply(...Object.values(given));
      return weighted(tangentsOf(output, variables, variables.map(directionOf)));
    });
    const found = tensorsOf(await runSample(traced, inputs, { precision: "f64" })).get("");
    const numeric = await finiteDifferences(inputs, sample.apply);
    const wanted = [...numeric].reduce((sumSoFar, [position, slopes]) => {
      const { data } = directionFor(inputs[position] ?? { shape: [], dtype: "f64" });
      return slopes.reduce((part, slope, at) => part + slope * (data[at] ?? 0), sumSoFar);
    }, 0);
    const different = firstDifference(found?.data ?? [], [wanted], 1e-6);
    return [about("the change along a direction", bySource(different, "the jvp"))];
  },
};

/** A difference from finite differences that says which number is whose. */
function bySource(different: Difference | null, source: string): Difference | null {
  if (different === null) return null;
  const { found, expected } = different;
  return { ...different, found: `${found} by ${source}`, expected: `${expected} by finite differences` };
}

/** How an input is changed. */
const directionFor = ({ shape, dtype }: TensorType): HostTensor => sampleTensor(shape, -1, 1.5, dtype);
const directionOf = (type: TensorType): Tensor => constant(directionFor(type));

/** Forward mode against reverse mode. */
export const jvp: Check = {
  name: "jvp",
  claim: "has a jvp that is the transpose of its vjp",
  skip: differentiable,
  differences: async (subject) => {
    const { inputs } = subject;
    const { output, along, parts } = await bothModes(subject);
    // Of a result that is NaN, derivatives are what they happen to be.
    if (output.some(Number.isNaN)) return [];
    const scale = Math.max(1, ...parts.map(Math.abs));
    const total = parts.reduce((sumSoFar, part) => sumSoFar + part, 0);
    // A cotangent that is cast to f32 on its way is rounded.
    const dtypes = new Set([...inputs, subject.traced.result].map((type) => isTyped(type) && type.dtype));
    const tolerance = dtypes.has("f32") && dtypes.has("f64") ? 1e-6 : 1e-9;
    const scaled = (value: number): readonly number[] => [value / scale];
    return [about("the jvp, in parts of its largest term", firstDifference(scaled(along), scaled(total), tolerance))];
  },
};

/** `<u, J v>` and the terms of `<J' u, v>`, of fixed u and v. */
async function bothModes({ inputs, sample }: Subject) {
  const traced = traceTree<ReturnType<typeof specOf>, unknown>(specOf(inputs), (given: SampleInputs) => {
    const variables = floatPositions(inputs).flatMap((position) => given[nameOf(position)] ?? []);
    const directions = variables.map(directionOf);
    const output = sample.apply(...Object.values(given));
    const along = weighted(tangentsOf(output, variables, directions));
    const gradients = gradientsOf(weighted(output), variables);
    const parts = gradients.map((gradient, at) => sum(mul(gradient, directions[at] ?? gradient)));
    return { output, along, parts };
  });
  const results = tensorsOf(await runSample(traced, inputs, { precision: "f64" }));
  const numbers = (path: string): readonly number[] => Array.from(results.get(path)?.data ?? [Number.NaN]);
  const parts = [...results.keys()].filter((path) => path.startsWith("parts."));
  return { output: numbers("output"), along: numbers("along")[0] ?? Number.NaN, parts: parts.flatMap(numbers) };
}
