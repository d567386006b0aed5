/** A sample's values and gradients against PyTorch's answer. */
import { gradientsOf, traceTree, type HostTensor, type OpSample, type Tensor, type TensorType } from "@rensa/core";
import {
  floatPositions,
  nameOf,
  runSample,
  weighted,
  type SampleInputs,
  type Setting,
} from "../../conformance/src/evaluate.ts";
import type { Answer } from "./fixture.ts";
import type { JsonNumber, Question } from "./question.ts";

/** How far results may differ: what a difference is compared with is `relative * |wanted| + absolute * scale`. */
export interface Tolerance {
  readonly relative: number;
  /**
   * Of the scale: the largest element of the tensor, and for a gradient at least the largest weight of the sum that is
   * differentiated. An element much smaller is a difference of terms of that size (as in the gradient of a
   * normalization, which sums to zero) and carries the rounding of those terms, in either library.
   */
  readonly absolute: number;
  /** A scale that is not gone below. */
  readonly leastScale: number;
}

/** Float64: a difference that is neither rounding (an ulp is 2e-16) nor a sum in another order is a mistake. */
export const doubleTolerance: Tolerance = { relative: 1e-10, absolute: 1e-13, leastScale: 0 };

/** Float32, where an ulp of 1 is 1.2e-7, with the relative tolerance of the op. Small values are left to float64. */
export function singleTolerance(relative = 1e-5): Tolerance {
  return { relative, absolute: relative / 10, leastScale: 1 };
}

/** The differences of a sample, run in a setting, from what PyTorch answered to its question, as sentences. */
export async function differencesFromTorch(
  question: Question,
  sample: OpSample,
  answer: Answer,
  setting: Setting,
  tolerance: Tolerance,
): Promise<readonly string[]> {
  const { value, gradients } = await runWithGradients(sample, setting, question.weights !== null);
  if (value.shape.join() !== answer.shape.join()) {
    return [`the shape is [${value.shape.join(", ")}] instead of [${answer.shape.join(", ")}]`];
  }
  const { weights } = question;
  const compare = (what: string, found?: HostTensor, wanted: readonly JsonNumber[] = [], least = 0): string[] => {
    const leastScale = Math.max(least, tolerance.leastScale);
    const difference = differenceOf(found?.data ?? [], wanted.map(Number), { ...tolerance, leastScale });
    return difference === null ? [] : [`${what}: ${difference}`];
  };
  return [
    ...compare("the value", value, answer.values),
    ...Object.entries(gradients).flatMap(([position, gradient]) => {
      const name = question.inputs[Number(position)]?.name ?? "";
      return compare(
        `the gradient by ${name}`,
        gradient,
        answer.gradients?.[name],
        Math.max(...(weights ?? []).map(Number)),
      );
    }),
  ];
}

interface Results {
  readonly value: HostTensor;
  /** By position of the input. */
  readonly gradients: Readonly<Record<string, HostTensor>>;
}

/** The value and, from the same program, the gradients of its weighted sum. */
async function runWithGradients(sample: OpSample, setting: Setting, differentiated: boolean): Promise<Results> {
  const { inputs, apply } = sample;
  const positions = differentiated ? floatPositions(inputs) : [];
  const spec = Object.fromEntries(inputs.map(({ shape, dtype }, position) => [nameOf(position), { shape, dtype }]));
  const traced = traceTree<Readonly<Record<string, TensorType>>, unknown>(spec, (given: SampleInputs) => {
    const value = apply(...Object.values(given));
    const variables = Object.fromEntries(positions.map((position) => [position, given[nameOf(position)] as Tensor]));
    return { value, gradients: positions.length === 0 ? {} : gradientsOf(weighted(value), variables) };
  });
  return (await runSample(traced, inputs, setting)) as Results;
}

/** The first element that is too far away, as a sentence; else `null`. NaN is near NaN only. */
export function differenceOf(
  found: ArrayLike<number>,
  wanted: readonly number[],
  { relative, absolute, leastScale }: Tolerance,
): string | null {
  if (found.length !== wanted.length) return `${String(found.length)} elements instead of ${String(wanted.length)}`;
  const scale = Math.max(leastScale, ...wanted.filter(Number.isFinite).map(Math.abs));
  const at = wanted.findIndex((b, index) => {
    const a = found[index] ?? Number.NaN;
    const same = a === b || (Number.isNaN(a) && Number.isNaN(b));
    return !same && !(Math.abs(a - b) <= relative * Math.abs(b) + absolute * scale && Number.isFinite(b));
  });
  return at < 0 ? null : `element ${String(at)} is ${String(found[at])} instead of ${String(wanted[at])}`;
}
