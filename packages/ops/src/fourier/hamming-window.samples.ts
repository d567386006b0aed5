/** Samples of hammingWindow. */
import type { OpSamples } from "@rensa/core";
import { hammingWindow } from "./hamming-window.ts";

/** Samples of hammingWindow. */
export const samples: OpSamples = {
  op: hammingWindow,
  samples: [
    { name: "periodic", inputs: [], apply: () => hammingWindow(7), torch: "torch.hamming_window(7)" },
    {
      name: "symmetric, in float64",
      inputs: [],
      apply: () => hammingWindow(8, { periodic: false, dtype: "f64" }),
      torch: "torch.hamming_window(8, periodic=False)",
    },
    { name: "one element", inputs: [], apply: () => hammingWindow(1), expected: [1], torch: "torch.hamming_window(1)" },
  ],
  errors: [{ name: "a length that is none", inputs: [], apply: () => hammingWindow(0), code: "ATTRIBUTE_INVALID" }],
};
