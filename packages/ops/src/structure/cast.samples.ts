/** Samples of cast. */
import { hostTensor, type OpSamples } from "@rensa/core";
import { cast } from "./cast.ts";

/** Samples of cast. */
export const samples: OpSamples = {
  op: cast,
  samples: [
    { name: "to integers", inputs: [hostTensor([1.7, -1.7, 0])], apply: (x) => cast(x, "i32"), expected: [1, -1, 0] },
    {
      name: "to booleans",
      inputs: [hostTensor([1.7, -1.7, 0])],
      apply: (x) => cast(x, "bool"),
      expected: [true, true, false],
    },
  ],
};
