/** checkBackend: what backends get wrong on a sample of an op, found without a test runner, so that browsers can ask. */
import { flatten, isFloat, isTyped, type Backend, type HostTensor, type OpSample, type OpSamples } from "@rensa/core";
import { difference } from "./compare.ts";
import { floatPositions, runSample, traceGradients, traceSample, type Setting } from "./evaluate.ts";

/** Backends that must agree with the oracle, and among each other to the bit: one that has 1, 2 and 3 threads. */
export interface BackendGroup {
  readonly name: string;
  readonly backends: readonly Backend[];
}

/**
 * Checks a sample on groups of backends: values and gradients against the float64 oracle, fused and not, in both
 * precisions, and the same bits within each group. Every difference is a sentence, and so is every error thrown.
 */
export async function checkBackend(
  samples: OpSamples,
  sample: OpSample,
  groups: readonly BackendGroup[],
): Promise<readonly string[]> {
  const failures: string[] = [];
  const attempt = async (what: string, run: () => Promise<Results>): Promise<Results | null> => {
    try {
      return await run();
    } catch (error) {
      failures.push(`${what}: ${reasonOf(error)}`);
      return null;
    }
  };
  for (const { name, run } of runsOf(samples, sample)) {
    const oracle = await attempt(`${name}, the oracle`, () => run({ precision: "f64" }));
    for (const { name: group, backends } of groups) {
      const compare = async (setting: Setting, how: string, wanted: Results | null, tolerance: number) => {
        const what = `${name}, ${group}, ${how}`;
        const found = await attempt(what, () => run(setting));
        if (found !== null && wanted !== null) {
          failures.push(...differences(found, wanted, tolerance).map((each) => `${what}: ${each}`));
        }
        return found;
      };
      const [first, ...others] = backends;
      if (first === undefined) throw new TypeError("There are no backends to check.");
      const { tolerance = 1e-5 } = samples;
      const found = await compare({ backend: first }, "fused", oracle, tolerance);
      await compare({ backend: first, fuse: false }, "not fused", oracle, tolerance);
      await compare({ backend: first, precision: "f64" }, "in float64", oracle, 1e-9);
      for (const backend of others) {
        const threads = `${String(backend.threads)} threads against ${String(first.threads)}`;
        await compare({ backend }, threads, found, 0);
      }
    }
  }
  return failures;
}

/** Tensors by path. */
type Results = ReadonlyMap<string, HostTensor>;

interface Run {
  readonly name: "value" | "gradients";
  readonly run: (setting: Setting) => Promise<Results>;
}

/** The value of a sample, and its gradients where it has any. */
function runsOf({ op }: OpSamples, { inputs, apply }: OpSample): readonly Run[] {
  const traced = traceSample(inputs, apply);
  const positions = floatPositions(inputs);
  const { result } = traced;
  const differentiable =
    positions.length > 0 && isTyped(result) && isFloat(result.dtype) && op.definition.nonDifferentiable === null;
  const tensors = (value: unknown): Results => new Map(flatten(value, (each): each is HostTensor => isTyped(each)));
  const value: Run = { name: "value", run: async (setting) => tensors(await runSample(traced, inputs, setting)) };
  if (!differentiable) return [value];
  const gradients = traceGradients(inputs, apply, positions);
  return [value, { name: "gradients", run: async (setting) => tensors(await runSample(gradients, inputs, setting)) }];
}

function differences(found: Results, wanted: Results, tolerance: number): readonly string[] {
  return [...wanted].flatMap(([path, { data }]) => {
    const other = found.get(path);
    const what = other === undefined ? "is missing" : difference(other.data, data, tolerance);
    return what === null ? [] : [path === "" ? what : `${path}: ${what}`];
  });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
