/** Samples of kthValue. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { kthValue } from "./kth-value.ts";

/** Samples of kthValue. */
export const samples: OpSamples = {
  op: kthValue,
  samples: [
    {
      name: "values of rows",
      inputs: [sampleTensor([2, 5])],
      apply: (x) => kthValue(x, 2).values,
      torch: "x.kthvalue(2).values",
    },
    {
      name: "positions along the first axis",
      inputs: [sampleTensor([4, 3])],
      apply: (x) => kthValue(x, 4, -2).indices,
      torch: "x.kthvalue(4, 0).indices",
    },
    {
      name: "NaN, which is the largest",
      inputs: [hostTensor([2, Number.NaN, 5])],
      apply: (x) => kthValue(x, 2).values,
      expected: 5,
      notSmooth: "NaN",
      torch: "x.kthvalue(2).values",
    },
  ],
  errors: [
    {
      name: "a place before the first",
      inputs: [f32(3)],
      apply: (x) => kthValue(x, 0).values,
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "an axis that is not there",
      inputs: [f32(2, 3)],
      apply: (x) => kthValue(x, 1, 2).values,
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
