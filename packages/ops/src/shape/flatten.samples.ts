/** Samples of flatten. */
import { f32, sampleTensor, type OpSamples } from "@rensa/core";
import { flatten } from "./flatten.ts";

/** Samples of flatten. */
export const samples: OpSamples = {
  op: flatten,
  samples: [
    { name: "everything", inputs: [sampleTensor([2, 3, 2])], apply: (x) => flatten(x), torch: "torch.flatten(x)" },
    {
      name: "but the first axis",
      inputs: [sampleTensor([3, 2, 2])],
      apply: (x) => flatten(x, 1),
      torch: "torch.flatten(x, 1)",
    },
    {
      name: "axes in the middle",
      inputs: [sampleTensor([2, 3, 1, 2])],
      apply: (x) => flatten(x, -3, 2),
      torch: "torch.flatten(x, -3, 2)",
    },
    { name: "a scalar", inputs: [sampleTensor([])], apply: (x) => flatten(x), torch: "torch.flatten(x)" },
  ],
  errors: [
    { name: "an axis that is not there", inputs: [f32(2)], apply: (x) => flatten(x, 1), code: "ATTRIBUTE_INVALID" },
    { name: "an end before the start", inputs: [f32(2, 2)], apply: (x) => flatten(x, 1, 0), code: "ATTRIBUTE_INVALID" },
  ],
};
