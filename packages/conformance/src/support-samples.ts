/** What the columns of the support matrix share: running the samples of an op, and summing up what was found. */
import { jsBackend } from "@rensa/backend-js";
import { flatten, isTyped, type HostTensor, type OpSample, type TensorType, type Traced } from "@rensa/core";
import { difference } from "./compare.ts";
import { runSample, type Setting } from "./evaluate.ts";
import type { Verdict } from "./support-matrix.ts";

/** Interpreted float64, which emits nothing: what backends are compared with. */
export const oracle: Setting = { backend: jsBackend({ mode: "interpret" }), precision: "f64" };

/** "yes" where a check finds nothing on any sample, else "no" with what it found first. */
export async function everySample(
  samples: readonly OpSample[],
  check: (sample: OpSample) => Promise<string | null>,
): Promise<Verdict> {
  for (const sample of samples) {
    const found = await check(sample);
    if (found !== null) return `no: of ${sample.name}, ${found}`;
  }
  return "yes";
}

/** The results of a trace by path. */
export async function tensorsOf(
  traced: Traced<Readonly<Record<string, TensorType>>, unknown>,
  inputs: readonly HostTensor[],
  setting: Setting,
): Promise<ReadonlyMap<string, HostTensor>> {
  const result = await runSample(traced, inputs, setting);
  return new Map(flatten(result, (each): each is HostTensor => isTyped(each)));
}

/** The first difference between the results of a trace in a setting and those of the oracle, else `null`. */
export async function differenceFromOracle(
  traced: Traced<Readonly<Record<string, TensorType>>, unknown>,
  inputs: readonly HostTensor[],
  setting: Setting,
  tolerance: number,
): Promise<string | null> {
  const [found, wanted] = [await tensorsOf(traced, inputs, setting), await tensorsOf(traced, inputs, oracle)];
  for (const [path, { data }] of wanted) {
    const different = difference(found.get(path)?.data ?? [], data, tolerance);
    if (different !== null) return different;
  }
  return null;
}
