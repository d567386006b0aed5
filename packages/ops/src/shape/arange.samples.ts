/** Samples of arange. */
import type { OpSamples } from "@rensa/core";
import { arange } from "./arange.ts";

/** Samples of arange. */
export const samples: OpSamples = {
  op: arange,
  samples: [
    {
      name: "integers",
      inputs: [],
      apply: () => arange(2, 9, 3),
      expected: [2, 5, 8],
      torch: "torch.arange(2, 9, 3)",
    },
    {
      name: "fractions, downward",
      inputs: [],
      apply: () => arange(1, -0.5, -0.25),
      torch: "torch.arange(1, -0.5, -0.25)",
    },
    {
      name: "integers as floats",
      inputs: [],
      apply: () => arange(-2, 3, 1, "f64"),
      expected: [-2, -1, 0, 1, 2],
      torch: "torch.arange(-2, 3, 1, dtype=torch.float64)",
    },
  ],
  errors: [
    { name: "a step away from the stop", inputs: [], apply: () => arange(0, 3, -1), code: "ATTRIBUTE_INVALID" },
    { name: "a step of 0", inputs: [], apply: () => arange(0, 3, 0), code: "ATTRIBUTE_INVALID" },
    {
      name: "fractions as integers",
      inputs: [],
      apply: () => arange(0, 3, 0.5, "i32"),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
