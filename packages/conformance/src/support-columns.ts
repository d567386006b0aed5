/** The columns of the support matrix that run an op forward, and on backends. */
import {
  isFloat,
  isTyped,
  RensaError,
  sampleTensor,
  type Backend,
  type DType,
  type FloatDType,
  type HostTensor,
  type OpSample,
} from "@rensa/core";
import { difference, elementwise } from "./compare.ts";
import { floatPositions, traceGradients, traceSample } from "./evaluate.ts";
import { noDerivative } from "./support-derivatives.ts";
import type { SupportColumn, Verdict } from "./support-matrix.ts";
import { differenceFromOracle, everySample, oracle, tensorsOf } from "./support-samples.ts";

/** Runs on the oracle, with the values that the samples write down. */
export const forwardColumn: SupportColumn = {
  title: "forward",
  meaning: "it computes what its samples expect, interpreted in float64.",
  judge: ({ samples, reference, tolerance = 1e-5 }) =>
    everySample(samples, async ({ inputs, apply, expected }) => {
      const traced = traceSample(inputs, apply);
      const [found] = (await tensorsOf(traced, inputs, oracle)).values();
      if (found === undefined || !isTyped(traced.result)) return "there is no tensor";
      if (traced.result.shape.join() !== found.shape.join()) return "it has another shape than its type";
      if (expected !== undefined) return difference(found.data, [expected].flat(9).map(Number), tolerance);
      if (reference === undefined || inputs.length === 0) return null;
      const wanted = elementwise(inputs, reference);
      return wanted.length === found.data.length ? difference(found.data, wanted, 1e-9) : null;
    }),
};

/** Values and gradients on a backend, with float inputs of a dtype, against the oracle. */
export function backendColumn(name: string, backend: Backend, dtype: FloatDType): SupportColumn {
  return {
    title: `${name} ${dtype}`,
    meaning: `on the ${name} backend in ${dtype}, its values and gradients are those of the interpreter in float64.`,
    judge: async (samples) => {
      const retyped = samples.samples.map((sample) => ({
        ...sample,
        inputs: sample.inputs.map((input) => (isFloat(input.dtype) ? withDtype(input, dtype) : input)),
      }));
      const verdict = await everySample(retyped, async (sample) => {
        const { inputs, apply } = sample;
        const traced = traceSample(inputs, apply);
        const { result } = traced;
        // Of float64 inputs, a result can still be f32.
        const tolerance = isTyped(result) && result.dtype === "f64" ? 1e-9 : (samples.tolerance ?? 1e-5);
        const values = await differenceFromOracle(traced, inputs, { backend }, tolerance);
        if (values !== null || noDerivative(samples, sample) !== null) return values;
        const gradients = traceGradients(inputs, apply, floatPositions(inputs));
        return await differenceFromOracle(gradients, inputs, { backend }, tolerance);
      });
      return onlyWhereUsed(verdict, retyped, dtype);
    },
  };
}

/** Integers in place of floats, on some backends, which must agree with the oracle to the bit. */
export function integerColumn(backends: readonly Backend[]): SupportColumn {
  return {
    title: "i32",
    meaning: "it takes i32 where its samples have floats, and the backends have the integers of the interpreter.",
    judge: async ({ samples }) => {
      const [accepted, refusal] = split(
        samples.map((sample) => ({
          ...sample,
          inputs: sample.inputs.map((input) => (isFloat(input.dtype) ? sampleTensor(input.shape, 1, 6, "i32") : input)),
        })),
      );
      if (accepted.length === 0) return refusal === "DTYPE_MISMATCH" ? "no" : `no: it refuses them with ${refusal}`;
      const verdict = await everySample(accepted, async ({ inputs, apply }) => {
        const traced = traceSample(inputs, apply);
        // Floats that come out of integers have the rounding of f32.
        const exact = isTyped(traced.result) && !isFloat(traced.result.dtype);
        for (const backend of backends) {
          const found = await differenceFromOracle(traced, inputs, { backend }, exact ? 0 : 1e-5);
          if (found !== null) return found;
        }
        return null;
      });
      return onlyWhereUsed(verdict, accepted, "i32");
    },
  };
}

/** Says so where "yes" is about samples in which the dtype does not occur. */
function onlyWhereUsed(verdict: Verdict, samples: readonly OpSample[], dtype: DType): Verdict {
  const used = samples.some(({ inputs, apply }) => {
    const { result } = traceSample(inputs, apply);
    return [...inputs, result].some((type) => isTyped(type) && type.dtype === dtype);
  });
  return verdict === "yes" && !used ? `yes: it has no ${dtype}, and runs as it is` : verdict;
}

/** The samples that the op takes, and the code with which it refused the last of the others. */
function split(samples: readonly OpSample[]): readonly [readonly OpSample[], string] {
  let refusal = "";
  const accepted = samples.filter(({ inputs, apply }) => {
    try {
      traceSample(inputs, apply);
      return true;
    } catch (error) {
      if (!(error instanceof RensaError)) throw error;
      refusal = error.code;
      return false;
    }
  });
  return [accepted, refusal];
}

function withDtype({ shape, data }: HostTensor, dtype: FloatDType): HostTensor {
  return { shape, dtype, data: dtype === "f64" ? Float64Array.from(data) : Float32Array.from(data) };
}
