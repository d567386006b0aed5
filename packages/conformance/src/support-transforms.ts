/** The columns of the support matrix for transforms of traced functions. */
import type { OpSample } from "@rensa/core";
import { checkJvp, checkVmap } from "./check-transforms.ts";
import { noDerivative } from "./support-derivatives.ts";
import type { SupportColumn } from "./support-matrix.ts";
import { everySample } from "./support-samples.ts";

/** Forward mode against reverse mode. */
export const jvpColumn: SupportColumn = {
  title: "jvp",
  meaning: "its forward derivatives are the transpose of its gradients.",
  judge: async (samples) => {
    const reasons = samples.samples.map((sample) => noDerivative(samples, sample));
    if (reasons.every((reason) => reason !== null)) return reasons[0] ?? "it has no samples";
    return await everySample(samples.samples, (sample) => checkJvp(samples, sample));
  },
};

/** A batch against a loop over its examples. */
export const vmapColumn: SupportColumn = {
  title: "vmap",
  meaning: "a batch of its inputs, and its gradients, give what a loop over the examples does.",
  judge: async (samples) => {
    const withInputs = samples.samples.filter(({ inputs }: OpSample) => inputs.length > 0);
    if (withInputs.length === 0) return "it has no inputs";
    return await everySample(withInputs, (sample) => checkVmap(samples, sample));
  },
};
