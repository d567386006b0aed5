/** describeOp: the tests that every op passes, made from its samples. */
import { jsBackend } from "@rensa/backend-js";
import {
  flatten,
  graphFromJson,
  graphToJson,
  isFloat,
  isTyped,
  parseGraph,
  printGraph,
  RensaError,
  type HostTensor,
  type OpSample,
  type OpSamples,
} from "@rensa/core";
import { describe, expect, it } from "vitest";
import { checkJvp, checkVmap } from "./check-transforms.ts";
import { difference, elementwise } from "./compare.ts";
import {
  floatPositions,
  gradientSum,
  nameOf,
  runSample,
  traceGradients,
  traceSample,
  type Setting,
} from "./evaluate.ts";
import { finiteDifferences } from "./finite-differences.ts";

/**
 * Describes an op by its samples, as vitest tests: its types, its values against the reference and the float64 oracle,
 * its derivatives against finite differences to the second order, `vmap` against a loop, `jvp` against `vjp`, emitted against interpreted, fused against not, the
 * printed form and JSON of its graph, and its errors.
 *
 * @example
 * ```ts
 * import { describeOp } from "@rensa/conformance";
 * import { defineOp, sampleTensor } from "@rensa/core";
 *
 * const cube = defineOp({ name: "cube", forward: { scalar: ([x]) => x.mul(x).mul(x) } });
 * describeOp({
 *   op: cube,
 *   samples: [{ name: "a vector", inputs: [sampleTensor([3])], apply: (x) => cube(x) }],
 *   reference: (x) => x ** 3,
 * });
 * ```
 */
export function describeOp(samples: OpSamples): void {
  describe(samples.op.definition.name, () => {
    for (const sample of samples.samples) describe(`of ${sample.name}`, () => describeSample(samples, sample));
    for (const { name, inputs, apply, code } of samples.errors ?? []) {
      it(`refuses ${name} with ${code} and the line of the call`, () => {
        const error = caught(() => traceSample(inputs, apply));
        expect(error).toBeInstanceOf(RensaError);
        expect((error as RensaError).code).toBe(code);
        // The line is that of the samples (or the test) that called the op, not one of the library.
        expect((error as RensaError).origin?.file).toMatch(/\.(samples|test)\.ts$/);
        expect((error as RensaError).sentence).toMatch(/.{20}/);
      });
    }
  });
}

function describeSample(samples: OpSamples, sample: OpSample): void {
  const { tolerance = 1e-5, op } = samples;
  const { inputs, apply } = sample;
  const run = async (setting: Setting): Promise<HostTensor> =>
    (await runSample(traceSample(inputs, apply), inputs, setting)) as HostTensor;

  it("has the values of its reference, and those of the float64 oracle", async () => {
    const traced = traceSample(inputs, apply);
    const oracle = await run({ precision: "f64" });
    const fast = await run({});
    expect({ shape: fast.shape, dtype: fast.dtype }).toEqual(traced.result);
    expect(difference(fast.data, oracle.data, tolerance)).toBeNull();
    if (samples.reference !== undefined && inputs.length > 0 && sample.expected === undefined) {
      const reference = elementwise(inputs, samples.reference);
      if (fast.data.length === reference.length) expect(difference(oracle.data, reference, 1e-9)).toBeNull();
    }
    if (sample.expected !== undefined)
      expect(difference(fast.data, [sample.expected].flat(9).map(Number), tolerance)).toBeNull();
  });

  it("has the same bits emitted and interpreted, and the same values fused and not", async () => {
    const fast = await run({});
    expect((await run({ backend: jsBackend({ mode: "interpret" }) })).data).toEqual(fast.data);
    expect(difference((await run({ fuse: false })).data, fast.data, tolerance)).toBeNull();
  });

  it("has a graph that is what it prints, and what its JSON loads to", () => {
    const { graph } = traceSample(inputs, apply);
    expect(parseGraph(printGraph(graph))).toEqual(graph);
    expect(graphFromJson(graphToJson(graph))).toEqual(graph);
  });

  it("is in a batch what it is for each example", async () => {
    expect(await checkVmap(samples, sample)).toBeNull();
  });

  const positions = floatPositions(inputs);
  const result = traceSample(inputs, apply).result;
  const differentiable =
    positions.length > 0 && isTyped(result) && isFloat(result.dtype) && op.definition.nonDifferentiable === null;
  if (!differentiable) return;

  it("has a jvp that is the transpose of its vjp", async () => {
    expect(await checkJvp(samples, sample)).toBeNull();
  });

  if (sample.notSmooth !== undefined) return;

  it("has the derivatives that finite differences have, to the second order", async () => {
    await expectDerivatives(inputs, apply, positions, 1e-6);
    await expectDerivatives(inputs, gradientSum(apply, positions), positions, 1e-5);
  });
}

async function expectDerivatives(
  inputs: readonly HostTensor[],
  apply: OpSample["apply"],
  positions: readonly number[],
  tolerance: number,
): Promise<void> {
  const numeric = await finiteDifferences(inputs, apply);
  const gradients = await runSample(traceGradients(inputs, apply, positions), inputs, { precision: "f64" });
  const found = new Map(flatten(gradients, isHostTensor));
  for (const position of positions) {
    const { data } = found.get(nameOf(position)) ?? { data: [] };
    expect(
      difference(data, numeric.get(position) ?? [], tolerance),
      `the gradient by input ${String(position)}`,
    ).toBeNull();
  }
}

function isHostTensor(value: unknown): value is HostTensor {
  return isTyped(value);
}

function caught(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  return undefined;
}
