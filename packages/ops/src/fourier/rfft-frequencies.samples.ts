/** Samples of rfftFrequencies. */
import type { OpSamples } from "@rensa/core";
import { rfftFrequencies } from "./rfft-frequencies.ts";

/** Samples of rfftFrequencies. */
export const samples: OpSamples = {
  op: rfftFrequencies,
  samples: [
    {
      name: "an even length",
      inputs: [],
      apply: () => rfftFrequencies(4),
      expected: [0, 0.25, 0.5],
      torch: "torch.fft.rfftfreq(4)",
    },
    {
      name: "an odd length with a spacing, in float64",
      inputs: [],
      apply: () => rfftFrequencies(5, { spacing: 0.1, dtype: "f64" }),
      torch: "torch.fft.rfftfreq(5, 0.1)",
    },
    { name: "one element", inputs: [], apply: () => rfftFrequencies(1), expected: [0], torch: "torch.fft.rfftfreq(1)" },
  ],
  errors: [{ name: "a length that is none", inputs: [], apply: () => rfftFrequencies(0.5), code: "ATTRIBUTE_INVALID" }],
};
