/** describeBackend: the tests that every backend passes on an op, made from the op's samples. */
import { flatten, isFloat, isTyped, type Backend, type HostTensor, type OpSample, type OpSamples } from "@rensa/core";
import { describe, expect, it } from "vitest";
import { difference } from "./compare.ts";
import { floatPositions, runSample, traceGradients, traceSample, type Setting } from "./evaluate.ts";

/** Backends that must agree with the oracle, and among each other to the bit: one that has 1, 2 and 3 threads. */
export interface BackendGroup {
  readonly name: string;
  readonly backends: readonly Backend[];
}

/**
 * Describes backends by an op's samples, as vitest tests: values and gradients against the float64 oracle, in both
 * precisions, and the same bits within a group.
 *
 * @example
 * ```ts
 * import { describeBackend } from "@rensa/conformance";
 *
 * console.log(typeof describeBackend); // "function"
 * ```
 */
export function describeBackend(samples: OpSamples, groups: readonly BackendGroup[]): void {
  describe(samples.op.definition.name, () => {
    for (const sample of samples.samples) {
      for (const group of groups) {
        it(`of ${sample.name} has the values and gradients of the oracle (${group.name})`, async () => {
          await expectOracle(samples, sample, group);
        });
      }
    }
  });
}

async function expectOracle(samples: OpSamples, sample: OpSample, { backends }: BackendGroup): Promise<void> {
  const { tolerance = 1e-5 } = samples;
  for (const run of runsOf(samples, sample)) {
    const oracle = await run({ precision: "f64" });
    const [first, ...others] = backends;
    if (first === undefined) throw new TypeError("There are no backends to describe.");
    const found = await run({ backend: first });
    expectClose(found, oracle, tolerance);
    expectClose(await run({ backend: first, fuse: false }), oracle, tolerance);
    expectClose(await run({ backend: first, precision: "f64" }), oracle, 1e-9);
    for (const backend of others) expectClose(await run({ backend }), found, 0);
  }
}

type Run = (setting: Setting) => Promise<ReadonlyMap<string, HostTensor>>;

/** The value of a sample, and its gradients where it has any. */
function runsOf({ op }: OpSamples, { inputs, apply }: OpSample): readonly Run[] {
  const traced = traceSample(inputs, apply);
  const positions = floatPositions(inputs);
  const { result } = traced;
  const differentiable =
    positions.length > 0 && isTyped(result) && isFloat(result.dtype) && op.definition.nonDifferentiable === null;
  const tensors = (value: unknown): ReadonlyMap<string, HostTensor> =>
    new Map(flatten(value, (each): each is HostTensor => isTyped(each)));
  const value: Run = async (setting) => tensors(await runSample(traced, inputs, setting));
  if (!differentiable) return [value];
  const gradients = traceGradients(inputs, apply, positions);
  return [value, async (setting) => tensors(await runSample(gradients, inputs, setting))];
}

function expectClose(
  found: ReadonlyMap<string, HostTensor>,
  wanted: ReadonlyMap<string, HostTensor>,
  tolerance: number,
): void {
  for (const [path, { data }] of wanted) {
    const other = found.get(path);
    expect(other, path).toBeDefined();
    if (other !== undefined) expect(difference(other.data, data, tolerance), path).toBeNull();
  }
}
