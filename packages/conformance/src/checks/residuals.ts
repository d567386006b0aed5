/** Residuals: they change no result, and the vjp reads them. */
import { gradientsOf, traceTree, type OpSamples } from "@rensa/core";
import { resultsDifference, type Difference } from "@rensa/core/compiler";
import { floatPositions, nameOf, runSample, specOf, weighted, type SampleInputs } from "../evaluate.ts";
import { tensorsOf, Subject, type Results } from "../subject.ts";
import type { Check } from "./check.ts";

/** A result beside its gradients, for which residuals are computed, against one by itself. */
export const residuals: Check = {
  name: "residuals",
  claim: "has the same result where its residuals are computed and where not",
  skip: (subject) => {
    if (subject.samples.op.definition.residuals.length === 0) return "it has no residuals";
    return subject.noDerivative;
  },
  differences: async (subject) => {
    const { inputs, sample } = subject;
    const traced = traceTree<ReturnType<typeof specOf>, unknown>(specOf(inputs), (given: SampleInputs) => {
      const result = sample.apply(...Object.values(given));
      const variables = floatPositions(inputs).flatMap((position) => given[nameOf(position)] ?? []);
      return { result, gradients: gradientsOf(weighted(result), variables) };
    });
    const found = tensorsOf(await runSample(traced, inputs, { precision: "f64" }));
    const wanted = await subject.run("values", { precision: "f64" });
    const beside: Results = new Map(
      [...found].flatMap(([path, tensor]) => (path === "result" ? [["", tensor] as const] : [])),
    );
    return [resultsDifference(beside, wanted, 1e-11)];
  },
};

/** The residuals that no gradient of any sample reads: each is computed for nothing. */
export function unreadResiduals(all: OpSamples): readonly Difference[] {
  const { name, residuals: names } = all.op.definition;
  if (names.length === 0) return [];
  const read = new Set<number>();
  let differentiable = false;
  for (const sample of all.samples) {
    const subject = new Subject(all, sample);
    if (subject.noDerivative !== null) continue;
    differentiable = true;
    for (const { inputs } of Object.values(subject.gradients.graph.nodes)) {
      for (const { node, slot } of inputs) {
        const source = subject.gradients.graph.nodes[node];
        if (source?.op === name) read.add(slot - source.outputs.length + names.length);
      }
    }
  }
  return names.flatMap((residual, at) =>
    read.has(at) || !differentiable
      ? []
      : [{ where: `the residual ${residual}`, expected: "read by the vjp in a sample", found: "read by nothing" }],
  );
}
