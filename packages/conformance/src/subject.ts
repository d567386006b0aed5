/** Subject: a sample of an op, traced and run in the ways that checks share, each of which is computed once. */
import {
  checkParts,
  flattenTree,
  isFloat,
  isTyped,
  RensaError,
  sampleTensor,
  type Attributes,
  type FloatDType,
  type HostTensor,
  type OpSample,
  type OpSamples,
} from "@rensa/core";
import { floatPositions, runSample, traceGradients, traceSample, type Setting } from "./evaluate.ts";

export type { Setting } from "./evaluate.ts";
import { attributesOfCalls } from "./sample-calls.ts";

/** Tensors by path; a sole one has the path `""`. */
export type Results = ReadonlyMap<string, HostTensor>;

/** What is run: the op, or the gradients of a weighted sum of its result. */
export type Part = "values" | "gradients";

/**
 * A sample of an op.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { Subject } from "@rensa/conformance";
 * import { sampleTensor, type Tensor } from "@rensa/core";
 * import { exp } from "@rensa/ops";
 *
 * const sample = { name: "a vector", inputs: [sampleTensor([3])], apply: (x: Tensor) => exp(x) };
 * const samples = { op: exp, samples: [sample], reference: Math.exp };
 * const results = await new Subject(samples, sample).run("values", {});
 * console.log(results.size, new Subject(samples, sample).tolerance); // 1 0.00001
 * ```
 */
export class Subject {
  readonly samples: OpSamples;
  readonly sample: OpSample;
  readonly #runs: { readonly part: Part; readonly setting: Setting; readonly results: Promise<Results> }[] = [];
  #traced: ReturnType<typeof traceSample> | null = null;
  #gradients: ReturnType<typeof traceGradients> | null = null;

  /**
   * @param samples - The op's samples.
   * @param sample - The sample.
   */
  constructor(samples: OpSamples, sample: OpSample) {
    checkParts("The samples", samples, "op", "samples");
    checkParts("The sample", sample, "inputs", "apply");
    this.samples = samples;
    this.sample = sample;
  }

  get inputs(): readonly HostTensor[] {
    return this.sample.inputs;
  }

  /** The largest relative difference to the float64 oracle, in float32. */
  get tolerance(): number {
    return this.samples.tolerance ?? 1e-5;
  }

  get traced(): ReturnType<typeof traceSample> {
    return (this.#traced ??= traceSample(this.inputs, this.sample.apply));
  }

  /** The gradients by all float inputs. */
  get gradients(): ReturnType<typeof traceGradients> {
    const positions = floatPositions(this.inputs);
    return (this.#gradients ??= traceGradients(this.inputs, this.sample.apply, positions));
  }

  /** The attributes of the calls that the sample makes of the op. */
  get calls(): readonly Attributes[] {
    return attributesOfCalls(this.samples.op, this.sample);
  }

  /** Why it has no gradients, `null` where it has. */
  get noDerivative(): string | null {
    const { vjp, jvp, form } = this.samples.op.definition;
    if (vjp === null && jvp !== null && ("host" in form || "loops" in form)) return "it has forward mode only";
    return this.noTangent;
  }

  /** Why it has no derivative in any mode, `null` where it has one. */
  get noTangent(): string | null {
    const reason = this.samples.op.definition.nonDifferentiable;
    if (reason !== null) return reason;
    if (floatPositions(this.inputs).length === 0) return "it takes no floats";
    const { result } = this.traced;
    return isTyped(result) && isFloat(result.dtype) ? null : "its result is no float";
  }

  /**
   * The results of the op, or their gradients.
   *
   * @param part - Values or gradients.
   * @param setting - The backend, and how it runs.
   */
  run(part: Part, setting: Setting): Promise<Results> {
    const known = this.#runs.find((each) => each.part === part && sameSetting(each.setting, setting));
    if (known !== undefined) return known.results;
    const traced = part === "values" ? this.traced : this.gradients;
    const results = runSample<unknown>(traced, this.inputs, setting).then(tensorsOf);
    this.#runs.push({ part, setting, results });
    return results;
  }

  /**
   * The same sample with float inputs of another dtype; `null` where there are none to change, or the op refuses them.
   *
   * @param dtype - The dtype of the floats.
   */
  withFloats(dtype: FloatDType | "i32"): Subject | null {
    const others = this.inputs.filter((input) => isFloat(input.dtype) && input.dtype !== dtype);
    if (others.length === 0) return null;
    const inputs = this.inputs.map((input) => (isFloat(input.dtype) ? retyped(input, dtype) : input));
    const subject = new Subject(this.samples, { ...this.sample, inputs });
    try {
      traceSample(inputs, this.sample.apply);
      return subject;
    } catch (error) {
      if (error instanceof RensaError) return null;
      throw error;
    }
  }
}

/**
 * The tensors of a result, by path.
 *
 * @param result - A tensor, or tensors nested in records.
 *
 * @example
 * ```ts
 * import { tensorsOf } from "@rensa/conformance/subject";
 * import { hostTensor } from "@rensa/core";
 *
 * console.log([...tensorsOf({ a: hostTensor([1]), b: { c: hostTensor([2]) } }).keys()]); // ["a", "b.c"]
 * ```
 */
export function tensorsOf(result: unknown): Results {
  return new Map(flattenTree(result, (each): each is HostTensor => isTyped(each)));
}

/** The same elements as floats of a dtype; small numbers above 0 as integers. */
function retyped({ shape, data }: HostTensor, dtype: FloatDType | "i32"): HostTensor {
  if (dtype === "i32") return sampleTensor(shape, 1, 6, "i32");
  return { shape, dtype, data: dtype === "f64" ? Float64Array.from(data) : Float32Array.from(data) };
}

function sameSetting(one: Setting, other: Setting): boolean {
  const { backend, precision = "f32", fuse = true } = one;
  const plugins = one.plugins ?? [];
  return (
    backend === other.backend &&
    precision === (other.precision ?? "f32") &&
    fuse === (other.fuse ?? true) &&
    plugins.length === (other.plugins ?? []).length &&
    plugins.every((plugin, at) => plugin === other.plugins?.[at])
  );
}
