/** Samples of slice. */
import { f32, sampleTensor, type OpSamples } from "@rensa/core";
import { slice } from "./slice.ts";

/** Samples of slice. */
export const samples: OpSamples = {
  op: slice,
  samples: [
    { name: "a part", inputs: [sampleTensor([4, 6])], apply: (x) => slice(x, [1, 0], [3, 5]), torch: "x[1:3, 0:5]" },
    {
      name: "in steps",
      inputs: [sampleTensor([5, 6])],
      apply: (x) => slice(x, [0, 1], [5, 6], [2, 3]),
      torch: "x[0:5:2, 1:6:3]",
    },
  ],
  errors: [{ name: "outside", inputs: [f32(2, 3)], apply: (x) => slice(x, [0, 0], [2, 4]), code: "ATTRIBUTE_INVALID" }],
};
