/** A sample as a question to PyTorch: an expression, what is in it, and which weighted sum is differentiated. */
import { createHash } from "node:crypto";
import { isFloat, isTyped, sampleTensor, type OpSample, type OpSamples, type TorchReference } from "@rensa/core";
import { floatPositions, traceSample } from "../../conformance/src/evaluate.ts";

/** A number as JSON has it; what is not finite is a string. */
export type JsonNumber = number | "NaN" | "Infinity" | "-Infinity" | "-0";

/** What PyTorch is asked about one sample. */
export interface Question {
  readonly op: string;
  readonly sample: string;
  readonly expression: string;
  /** By name, and together as the list `xs`. */
  readonly inputs: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    readonly dtype: string;
    readonly data: readonly JsonNumber[];
  }[];
  /** The elements' weights in the sum whose gradients are asked for; `null` where there are none to ask for. */
  readonly weights: readonly JsonNumber[] | null;
}

/** What a sample says about PyTorch: itself, or its op for all samples. */
export function torchOf(samples: OpSamples, sample: OpSample): TorchReference | undefined {
  return sample.torch ?? samples.torch;
}

/** The question that a sample asks; `null` for one without an expression. */
export function questionOf(samples: OpSamples, sample: OpSample): Question | null {
  const expression = torchOf(samples, sample);
  if (typeof expression !== "string") return null;
  const { name: op, inputs: names } = samples.op.definition;
  return {
    op,
    sample: sample.name,
    expression,
    inputs: sample.inputs.map(({ shape, dtype, data }, position) => ({
      // A sample may have inputs that are not the op's: they become others, or those of another op that it calls.
      name: names?.[position] ?? `input_${String(position)}`,
      shape,
      dtype,
      data: Array.from(data, toJson),
    })),
    weights: weightsOf(samples, sample),
  };
}

/** Those that the conformance tests use, rounded to the result's dtype as there. */
function weightsOf({ op }: OpSamples, { inputs, apply }: OpSample): readonly JsonNumber[] | null {
  if (op.definition.nonDifferentiable !== null || floatPositions(inputs).length === 0) return null;
  const { result } = traceSample(inputs, apply);
  if (!isTyped(result) || !isFloat(result.dtype)) return null;
  return Array.from(sampleTensor(result.shape, 0.5, 1.5, result.dtype).data, toJson);
}

/** A short digest of all that an answer depends on. */
export function digestOf({ expression, inputs, weights }: Question): string {
  const asked = JSON.stringify([expression, inputs, weights]);
  return createHash("sha256").update(asked).digest("hex").slice(0, 16);
}

/** A number in JSON, which has no NaN, no infinities, and in JavaScript no negative zero. */
export function toJson(value: number): JsonNumber {
  if (Object.is(value, -0)) return "-0";
  return Number.isFinite(value) ? value : (String(value) as JsonNumber);
}
