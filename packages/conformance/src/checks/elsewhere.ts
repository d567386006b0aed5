/**
 * Gradients where samples do not look: on the other side of 0, farther from it, at 0 (where a kink may be, so that a gradient has to lie
 * between the slopes of its two sides), and for a `scalar` op in other sizes. Of ops with a vjp of their own; that of others
 * is derived.
 */
import { compile, RensaError, type HostTensor, type OpSample } from "@rensa/core";
import type { Difference } from "@rensa/core/compiler";
import { jsBackend } from "@rensa/backend-js";
import { floatPositions, nameOf, runSample, traceGradients, traceSample, weighted } from "../evaluate.ts";
import { furtherSizes } from "../further-sizes.ts";
import { changed } from "../moved-inputs.ts";
import { tensorsOf } from "../subject.ts";
import type { Check } from "./check.ts";
import { vjp } from "./derivatives.ts";

/** How far the two points lie from the one between them. */
const step = 1e-6;
/** Of a slope that is larger than this, steps say nothing. */
const steepest = 1e3;
const tolerance = 1e-3;

/** Data beside that of the samples. */
export const elsewhere: Check = {
  name: "gradients elsewhere",
  claim:
    "has the gradients of its slopes beyond the data of the sample: below 0, farther from it, at 0, in other sizes",
  skip: ({ samples, sample, noDerivative }) =>
    noDerivative ?? sample.notSmooth ?? (samples.op.definition.vjp === null ? "its vjp is derived" : null),
  differences: async (subject) => {
    const { samples, sample } = subject;
    const { inputs } = sample;
    const { form } = samples.op.definition;
    // What is wrong on the sample itself is said there.
    if ((await vjp.differences(subject)).some((each) => each !== null)) return [];
    const other = (change: (value: number, at: number) => number, only?: number): OpSample => ({
      ...sample,
      inputs: inputs.map((input, at) => (only === undefined || at === only ? changed(input, change) : input)),
    });
    const places: readonly (readonly [string, OpSample])[] = [
      ["of the sample's negatives", other((value) => -value)],
      ["of ten times the sample", other((value) => 10 * value)],
      // A matrix of zeros is no place for a factorization; one zero is.
      ...floatPositions(inputs).map((at) => {
        const isFormula = "scalar" in form || "loops" in form;
        return [
          `at 0 of input ${String(at)}`,
          other((value, each) => (isFormula || each === 0 ? 0 : value), at),
        ] as const;
      }),
      ...(sample === samples.samples[0]
        ? furtherSizes(samples).map((each) => [`of ${each.name.slice(sample.name.length + 5)}`, each] as const)
        : []),
    ];
    const differences: (Difference | null)[] = [];
    for (const [where, place] of places) differences.push(...(await slopeDifferences(where, place)));
    return differences;
  },
};

async function slopeDifferences(where: string, { inputs, apply }: OpSample): Promise<readonly (Difference | null)[]> {
  const traced = traceSample(inputs, (...operands) => weighted(apply(...operands)));
  const program = await compile(traced, { backend: jsBackend(), precision: "f64" });
  const lossOf = (given: readonly HostTensor[]): number => {
    const named = Object.fromEntries(given.map((input, at) => [nameOf(at), input]));
    const [loss] = tensorsOf(program.run(named)).values();
    return loss?.data[0] ?? Number.NaN;
  };
  const positions = floatPositions(inputs);
  try {
    const here = lossOf(inputs);
    const found = tensorsOf(await runSample(traceGradients(inputs, apply, positions), inputs, { precision: "f64" }));
    return positions.map((position) => {
      const { data = new Float64Array() } = found.get(nameOf(position)) ?? {};
      for (let at = 0; at < (inputs[position]?.data.length ?? 0); at++) {
        const slope = (by: number): number => (lossOf(moved(inputs, position, at, by)) - here) / by;
        const slopes = [slope(-step), slope(step)];
        const [low, high] = [Math.min(...slopes), Math.max(...slopes)];
        if (!(Math.abs(low) < steepest && Math.abs(high) < steepest)) continue;
        const rounding = (4 * Number.EPSILON * Math.abs(here)) / step;
        const margin = rounding + tolerance * Math.max(1, Math.abs(low), Math.abs(high), Math.abs(here));
        const value = data[at] ?? Number.NaN;
        if (value >= low - margin && value <= high + margin) continue;
        // Where steps of another length have other slopes, what is seen is noise, or a place without one.
        const wider = [slope(-10 * step), slope(10 * step)];
        if (wider.some((other, side) => !(Math.abs(other - (slopes[side] ?? 0)) <= margin))) continue;
        const expected = high - low < margin ? String(low) : `from ${String(low)} to ${String(high)}`;
        return {
          where: `element ${String(at)} of the gradient by input ${String(position)} ${where}`,
          expected,
          found: String(value),
        };
      }
      return null;
    });
  } catch (error) {
    // Data that the op refuses.
    if (error instanceof RensaError && error.code === "HOST_OP_FAILED") return [];
    throw error instanceof Error ? withPlace(error, where) : error;
  }
}

function withPlace(error: Error, where: string): unknown {
  return error instanceof RensaError
    ? new RensaError(error.code, `${where}: ${error.sentence}`, { cause: error })
    : error;
}

function moved(inputs: readonly HostTensor[], position: number, at: number, by: number): readonly HostTensor[] {
  return inputs.map((input, each) => {
    if (each !== position) return input;
    const data = Float64Array.from(input.data);
    data[at] = (data[at] ?? 0) + by;
    return { ...input, data };
  });
}
