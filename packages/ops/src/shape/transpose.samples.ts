/** Samples of transpose. */
import { f32, sampleTensor, type OpSamples } from "@rensa/core";
import { transpose } from "./transpose.ts";

/** Samples of transpose. */
export const samples: OpSamples = {
  op: transpose,
  samples: [
    { name: "a matrix", inputs: [sampleTensor([2, 3])], apply: (x) => transpose(x), torch: "x.T" },
    {
      name: "three axes",
      inputs: [sampleTensor([2, 3, 4])],
      apply: (x) => transpose(x, [2, 0, 1]),
      torch: "x.permute(2, 0, 1)",
    },
  ],
  errors: [
    { name: "an axis twice", inputs: [f32(2, 3)], apply: (x) => transpose(x, [0, 0]), code: "ATTRIBUTE_INVALID" },
  ],
};
