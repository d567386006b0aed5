/** Samples of blackmanWindow. */
import type { OpSamples } from "@rensa/core";
import { blackmanWindow } from "./blackman-window.ts";

/** Samples of blackmanWindow. */
export const samples: OpSamples = {
  op: blackmanWindow,
  samples: [
    { name: "periodic", inputs: [], apply: () => blackmanWindow(7), torch: "torch.blackman_window(7)" },
    {
      name: "symmetric, in float64",
      inputs: [],
      apply: () => blackmanWindow(8, { periodic: false, dtype: "f64" }),
      torch: "torch.blackman_window(8, periodic=False)",
    },
    {
      name: "one element",
      inputs: [],
      apply: () => blackmanWindow(1),
      expected: [1],
      torch: "torch.blackman_window(1)",
    },
  ],
  errors: [{ name: "a length that is none", inputs: [], apply: () => blackmanWindow(0), code: "ATTRIBUTE_INVALID" }],
};
