/** Samples of iota. */
import type { OpSamples } from "@rensa/core";
import { iota } from "./iota.ts";

/** Samples of iota. */
export const samples: OpSamples = {
  op: iota,
  samples: [
    { name: "five", inputs: [], apply: () => iota(5), expected: [0, 1, 2, 3, 4] },
    {
      name: "three floats",
      inputs: [],
      apply: () => iota(3, "f32"),
      expected: [0, 1, 2],
      torch: { none: "counted by hand" },
    },
  ],
  errors: [{ name: "a negative length", inputs: [], apply: () => iota(-1), code: "ATTRIBUTE_INVALID" }],
  torch: "torch.arange(5)",
};
