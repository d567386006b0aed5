/** Samples of softmin. */
import { f32, hostTensor, type OpSamples, sampleTensor } from "@rensa/core";
import { softmin } from "./softmin.ts";

/** Samples of softmin. */
export const samples: OpSamples = {
  op: softmin,
  samples: [
    { name: "rows", inputs: [sampleTensor([3, 5], -3, 3)], apply: (x) => softmin(x), torch: "F.softmin(x, -1)" },
    { name: "columns", inputs: [sampleTensor([3, 5], -3, 3)], apply: (x) => softmin(x, 0), torch: "F.softmin(x, 0)" },
    {
      name: "large numbers",
      inputs: [hostTensor([1000, 1000, 2000])],
      apply: (x) => softmin(x),
      expected: [0.5, 0.5, 0],
      torch: "F.softmin(x, -1)",
    },
  ],
  errors: [
    { name: "an axis that is not there", inputs: [f32(2, 3)], apply: (x) => softmin(x, 2), code: "ATTRIBUTE_INVALID" },
  ],
};
