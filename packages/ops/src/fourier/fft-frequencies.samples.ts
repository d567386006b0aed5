/** Samples of fftFrequencies. */
import type { OpSamples } from "@rensa/core";
import { fftFrequencies } from "./fft-frequencies.ts";

/** Samples of fftFrequencies. */
export const samples: OpSamples = {
  op: fftFrequencies,
  samples: [
    {
      name: "an even length",
      inputs: [],
      apply: () => fftFrequencies(4),
      expected: [0, 0.25, -0.5, -0.25],
      torch: "torch.fft.fftfreq(4)",
    },
    {
      name: "an odd length with a spacing, in float64",
      inputs: [],
      apply: () => fftFrequencies(5, { spacing: 0.1, dtype: "f64" }),
      torch: "torch.fft.fftfreq(5, 0.1)",
    },
    { name: "one element", inputs: [], apply: () => fftFrequencies(1), expected: [0], torch: "torch.fft.fftfreq(1)" },
  ],
  errors: [{ name: "a length that is none", inputs: [], apply: () => fftFrequencies(0.5), code: "ATTRIBUTE_INVALID" }],
};
