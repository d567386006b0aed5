/** Samples of repeat. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { repeat } from "./repeat.ts";

/** Samples of repeat. */
export const samples: OpSamples = {
  op: repeat,
  samples: [
    {
      name: "a vector",
      inputs: [hostTensor([1, 2, 3])],
      apply: (x) => repeat(x, 2, 0),
      expected: [1, 1, 2, 2, 3, 3],
      torch: "torch.repeat_interleave(x, 2, 0)",
    },
    {
      name: "rows",
      inputs: [sampleTensor([2, 5])],
      apply: (x) => repeat(x, 3, 0),
      torch: "torch.repeat_interleave(x, 3, 0)",
    },
    {
      name: "the last axis",
      inputs: [sampleTensor([2, 1, 3])],
      apply: (x) => repeat(x, 3, -1),
      torch: "torch.repeat_interleave(x, 3, -1)",
    },
    {
      name: "once",
      inputs: [sampleTensor([3, 2])],
      apply: (x) => repeat(x, 1, 1),
      torch: "torch.repeat_interleave(x, 1, 1)",
    },
  ],
  errors: [
    { name: "no times", inputs: [f32(2)], apply: (x) => repeat(x, 0, 0), code: "ATTRIBUTE_INVALID" },
    { name: "an axis that is not there", inputs: [f32(2)], apply: (x) => repeat(x, 2, 1), code: "ATTRIBUTE_INVALID" },
  ],
};
