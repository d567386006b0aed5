/** Samples of maxout. */
import { f32, type OpSamples, sampleTensor } from "@rensa/core";
import { maxout } from "./maxout.ts";

/** Samples of maxout. */
export const samples: OpSamples = {
  op: maxout,
  samples: [
    { name: "pairs", inputs: [sampleTensor([3, 6])], apply: (x) => maxout(x, 2), torch: "x.reshape(3, 3, 2).amax(-1)" },
    {
      name: "triples along the first axis",
      inputs: [sampleTensor([6, 2])],
      apply: (x) => maxout(x, 3, 0),
      torch: "x.reshape(2, 3, 2).amax(1)",
    },
  ],
  errors: [
    { name: "groups that do not fit", inputs: [f32(2, 5)], apply: (x) => maxout(x, 2), code: "ATTRIBUTE_INVALID" },
  ],
};
