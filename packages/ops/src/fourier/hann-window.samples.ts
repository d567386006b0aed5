/** Samples of hannWindow. */
import type { OpSamples } from "@rensa/core";
import { hannWindow } from "./hann-window.ts";

/** Samples of hannWindow. */
export const samples: OpSamples = {
  op: hannWindow,
  samples: [
    { name: "periodic", inputs: [], apply: () => hannWindow(7), torch: "torch.hann_window(7)" },
    {
      name: "symmetric, in float64",
      inputs: [],
      apply: () => hannWindow(8, { periodic: false, dtype: "f64" }),
      torch: "torch.hann_window(8, periodic=False)",
    },
    { name: "one element", inputs: [], apply: () => hannWindow(1), expected: [1], torch: "torch.hann_window(1)" },
  ],
  errors: [{ name: "a length that is none", inputs: [], apply: () => hannWindow(0), code: "ATTRIBUTE_INVALID" }],
};
