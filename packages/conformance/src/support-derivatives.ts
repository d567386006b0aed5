/** The columns of the support matrix that compare derivatives with finite differences. */
import { isFloat, isTyped, type OpSample, type OpSamples } from "@rensa/core";
import { difference } from "./compare.ts";
import { floatPositions, gradientSum, nameOf, traceGradients, traceSample } from "./evaluate.ts";
import { finiteDifferences } from "./finite-differences.ts";
import { everySample, tensorsOf } from "./support-samples.ts";
import type { SupportColumn, Verdict } from "./support-matrix.ts";

/** First derivatives. */
export const vjpColumn: SupportColumn = {
  title: "vjp",
  meaning: "its gradients are those of finite differences.",
  judge: (samples) => judgeDerivatives(samples, (apply) => apply, 1e-6),
};

/** Second derivatives. */
export const secondOrderColumn: SupportColumn = {
  title: "second order",
  meaning: "the gradients of its gradients are those of finite differences.",
  judge: (samples) => judgeDerivatives(samples, gradientSum, 1e-5),
};

async function judgeDerivatives(
  samples: OpSamples,
  derived: (apply: OpSample["apply"], positions: readonly number[]) => OpSample["apply"],
  tolerance: number,
): Promise<Verdict> {
  const reasons = samples.samples.map((sample) => noDerivative(samples, sample));
  const differentiable = samples.samples.filter((_, at) => reasons[at] === null);
  const smooth = differentiable.filter(({ notSmooth }) => notSmooth === undefined);
  const [first] = differentiable;
  if (first === undefined) return reasons[0] ?? "it has no samples";
  const verdict = await everySample(differentiable, async (sample) => {
    const { inputs } = sample;
    const positions = floatPositions(inputs);
    const call = derived(sample.apply, positions);
    const found = await tensorsOf(traceGradients(inputs, call, positions), inputs, { precision: "f64" });
    if (!smooth.includes(sample)) return null;
    const wanted = await finiteDifferences(inputs, call);
    for (const position of positions) {
      const data = found.get(nameOf(position))?.data ?? [];
      const different = difference(data, wanted.get(position) ?? [], tolerance);
      if (different !== null) return different;
    }
    return null;
  });
  if (verdict !== "yes" || smooth.length > 0) return verdict;
  return `yes: it runs, but is not compared, since ${first.notSmooth ?? ""}`;
}

/** Why a sample has no gradients, or `null` where it has. */
export function noDerivative({ op }: OpSamples, { inputs, apply }: OpSample): string | null {
  if (op.definition.nonDifferentiable !== null) return op.definition.nonDifferentiable;
  if (floatPositions(inputs).length === 0) return "it takes no floats";
  const { result } = traceSample(inputs, apply);
  return isTyped(result) && isFloat(result.dtype) ? null : "its result is no float";
}
