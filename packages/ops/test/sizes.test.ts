/** Every op at other sizes than its samples have: of nothing, and of a thousand elements along an axis. */
import { flattenTree, isFloat, isTyped, RensaError, type Backend, type HostTensor, type OpSamples } from "@rensa/core";
import { farthestApart } from "@rensa/core/compiler";
import { afterAll, describe, expect, it } from "vitest";
// By their paths: this package depends on no backend, and so does not for this test.
import { jsBackend } from "../../backend-js/src/index.ts";
import { wasmBackend } from "../../backend-wasm/src/index.ts";
import { floatPositions, runSample, traceGradients, traceSample } from "../../conformance/src/evaluate.ts";
import { collectSamples } from "../reference/collect.ts";
import { resized, type ResizedSample } from "../reference/sizes.ts";

const { families } = await collectSamples();
const js = jsBackend();
const wasm = wasmBackend({ threads: 2 });
afterAll(() => wasm.close());

const described = families.flatMap(({ ops }) => ops).map((samples) => [samples.op.definition.name, samples] as const);

/** Value and gradients, as tensors by name, on a backend; what is refused when it is traced is so by a code. */
function runsOf({ op }: OpSamples, { inputs, apply }: ResizedSample) {
  const traced = traceSample(inputs, apply);
  const positions = floatPositions(inputs);
  const { result } = traced;
  const isSmooth = positions.length > 0 && isTyped(result) && isFloat(result.dtype);
  const runs = isSmooth && op.definition.nonDifferentiable === null;
  const gradients = runs ? traceGradients(inputs, apply, positions) : null;
  return async (backend: Backend): Promise<readonly (readonly [string, HostTensor])[]> => {
    const isHost = (each: unknown): each is HostTensor => isTyped(each);
    const value = flattenTree(await runSample(traced, inputs, { backend }), isHost);
    const slopes = gradients === null ? [] : flattenTree(await runSample(gradients, inputs, { backend }), isHost);
    return [...value.map(([, tensor]) => ["value", tensor] as const), ...slopes];
  };
}

async function faultOf(samples: OpSamples, sample: ResizedSample): Promise<string | null> {
  let run: ReturnType<typeof runsOf>;
  try {
    run = runsOf(samples, sample);
  } catch (error) {
    // The op may refuse a size, by a code and when it is traced.
    return error instanceof RensaError && error.code !== "INTERNAL" && !/index is made/.test(error.message)
      ? null
      : `is refused by ${String(error)}`;
  }
  try {
    const [one, other] = [await run(js), await run(wasm)];
    const tolerance = 10 * (samples.tolerance ?? 1e-5);
    return one.map(([name, tensor], at) => differs(name, tensor, other[at]?.[1], tolerance)).find(Boolean) ?? null;
  } catch (error) {
    // Labels of a sample may be no classes of another size.
    return error instanceof RensaError && ["LABEL_OUT_OF_RANGE", "HOST_OP_FAILED"].includes(error.code)
      ? null
      : `throws ${String(error)}`;
  }
}

function differs(name: string, one: HostTensor, other: HostTensor | undefined, tolerance: number): string | null {
  const apart = other && farthestApart(other, one, { tolerance, factor: 0, least: 1 });
  if (apart === null) return null;
  const { element = 0, expected, found } = apart ?? {};
  return `${name}: element ${String(element)} is ${String(expected)} and ${String(found)}`;
}

describe.each([0, 1000])("with %i in place of an extent", (extent) => {
  it.each(described)("%s is refused when it is traced, or has one result on both backends", async (_, samples) => {
    const faults: string[] = [];
    for (const sample of samples.samples.slice(0, 1).flatMap((each) => resized(each, extent, 5e4))) {
      const fault = await faultOf(samples, sample);
      if (fault !== null) faults.push(`${sample.name} ${fault}`);
    }
    expect(faults).toEqual([]);
  });
});
