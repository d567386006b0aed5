/** Samples of linspace. */
import type { OpSamples } from "@rensa/core";
import { linspace } from "./linspace.ts";

/** Samples of linspace. */
export const samples: OpSamples = {
  op: linspace,
  samples: [
    {
      name: "five numbers",
      inputs: [],
      apply: () => linspace(-1, 2, 5),
      expected: [-1, -0.25, 0.5, 1.25, 2],
      torch: "torch.linspace(-1, 2, 5)",
    },
    {
      name: "downward",
      inputs: [],
      apply: () => linspace(3, 0.5, 6, "f64"),
      torch: "torch.linspace(3, 0.5, 6)",
    },
    { name: "one number", inputs: [], apply: () => linspace(3, 7, 1), expected: [3], torch: "torch.linspace(3, 7, 1)" },
  ],
  errors: [
    { name: "a part of a number", inputs: [], apply: () => linspace(0, 1, 2.5), code: "ATTRIBUTE_INVALID" },
    { name: "no end", inputs: [], apply: () => linspace(0, Infinity, 3), code: "ATTRIBUTE_INVALID" },
  ],
};
