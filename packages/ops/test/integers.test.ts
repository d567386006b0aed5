/**
 * Ops that have samples of floats, on integers: each is refused, or gives what it gives for the same numbers
 * in float64. None cuts a result off in silence.
 */
import {
  flattenTree,
  isFloat,
  isTyped,
  RensaError,
  type DType,
  type HostTensor,
  type OpSample,
  type Tensor,
} from "@rensa/core";
import { farthestApart } from "@rensa/core/compiler";
import { describe, expect, it } from "vitest";
// By its path: this package depends on no backend, and so does not for this test.
import { jsBackend } from "../../backend-js/src/index.ts";
import { runSample, traceSample } from "../../conformance/src/evaluate.ts";
import * as ops from "../src/index.ts";
import { collectSamples } from "../reference/collect.ts";

const backend = jsBackend();
const { families } = await collectSamples();
const described = families.flatMap(({ ops }) => ops).map((samples) => [samples.op.definition.name, samples] as const);

/** Results in integers that are not those of floats, and why that is meant. */
const otherwise: Readonly<Record<string, string>> = {
  div: "the quotient of integers is one, cut off, as in C",
  floor_divide: "integers divided by 0 are 0",
  fmod: "integers divided by 0 leave 0",
  remainder: "integers divided by 0 leave 0",
  segment_max: "an empty segment has the least number of its dtype",
  segment_min: "an empty segment has the largest number of its dtype",
  threshold: "a value outside its dtype is the nearest one inside",
  search_sorted: "the numbers are sorted no more where they lost their sign",
};

const arrays = { i32: Int32Array, u8: Uint8Array, f64: Float64Array } as const;

/** The sample with its floats as small whole numbers of a dtype. */
function inputsOf({ inputs }: OpSample, dtype: keyof typeof arrays): readonly HostTensor[] {
  return inputs.map((input) => {
    if (!isFloat(input.dtype)) return input;
    const whole = Array.from(input.data, (x) => (Number.isFinite(x) ? Math.abs(Math.round(x * 2)) % 8 : 1));
    return { shape: input.shape, dtype, data: arrays[dtype].from(whole) };
  });
}

/** Integers wrap: what they are of a number. */
function wrapped(value: number, dtype: DType): number {
  return dtype === "u8" && Number.isInteger(value) ? ((value % 256) + 256) % 256 : value;
}

async function valuesOf(inputs: readonly HostTensor[], sample: OpSample): Promise<readonly HostTensor[]> {
  const result = await runSample(traceSample(inputs, sample.apply), inputs, { backend, precision: "f64" });
  return flattenTree(result, (each): each is HostTensor => isTyped(each)).map(([, tensor]) => tensor);
}

describe.each(["i32", "u8"] as const)("in %s", (dtype) => {
  it.each(described.filter(([name]) => otherwise[name] === undefined))(
    "%s is refused or right",
    async (_, { samples }) => {
      const faults: string[] = [];
      for (const sample of samples.filter(({ inputs }) => inputs.some((input) => isFloat(input.dtype))).slice(0, 2)) {
        let found: readonly HostTensor[];
        try {
          found = await valuesOf(inputsOf(sample, dtype), sample);
        } catch (error) {
          if (error instanceof RensaError && error.code !== "INTERNAL") continue;
          throw error;
        }
        const wanted = await valuesOf(inputsOf(sample, "f64"), sample);
        const apart = wanted.map(({ shape, data }, at) => {
          const { dtype: result, data: integers = [] } = found[at] ?? { dtype };
          const right = Float64Array.from(data, (value) => wrapped(value, result));
          const other = { shape, dtype: "f64", data: Float64Array.from(integers) } as const;
          return farthestApart(other, { ...other, data: right }, { tolerance: 1e-6, factor: 0, least: 1 });
        });
        const first = apart.find((each) => each !== null);
        if (first !== undefined) faults.push(`${sample.name}: ${JSON.stringify(first)}`);
      }
      expect(faults).toEqual([]);
    },
  );
});

describe("of truth values", () => {
  const counted = [
    "sum",
    "prod",
    "sumOfSquares",
    "nanSum",
    "mean",
    "nanMean",
    "variance",
    "cumsum",
    "cumprod",
  ] as const;

  it.each(counted)("%s is refused, which would be none", (name) => {
    const count = ops[name] as (x: Tensor) => Tensor;
    expect(() => traceSample([{ shape: [3], dtype: "bool" }], (x) => count(x))).toThrow(/of bool/);
  });

  it("two numbers beside a condition are f32", () => {
    const { result } = traceSample([{ shape: [3], dtype: "bool" }], (x) =>
      ops.where(x as Tensor<readonly [3], "bool">, 1, 0),
    );
    expect(isTyped(result) && result.dtype).toBe("f32");
  });
});
