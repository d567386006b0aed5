/** Samples of movingSum. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { movingSum } from "./moving-sum.ts";

/** Samples of movingSum. */
export const samples: OpSamples = {
  op: movingSum,
  samples: [
    {
      name: "a row",
      inputs: [hostTensor([1, 2, 3, 4])],
      apply: (x) => movingSum(x, { width: 2 }),
      expected: [1, 3, 5, 7],
    },
    { name: "rows", inputs: [sampleTensor([2, 5])], apply: (x) => movingSum(x) },
  ],
  errors: [
    { name: "an empty window", inputs: [f32(4)], apply: (x) => movingSum(x, { width: 0 }), code: "ATTRIBUTE_INVALID" },
  ],
};
