/** Samples of sort. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { sort } from "./sort.ts";

/** Samples of sort. */
export const samples: OpSamples = {
  op: sort,
  samples: [
    { name: "rows", inputs: [sampleTensor([2, 5])], apply: (x) => sort(x), torch: "x.sort(1).values" },
    {
      name: "the first axis, descending",
      inputs: [sampleTensor([4, 3])],
      apply: (x) => sort(x, -2, { descending: true }),
      torch: "x.sort(0, descending=True).values",
    },
    {
      name: "ties and NaN",
      inputs: [hostTensor([3, Number.NaN, 1, 3, 2])],
      apply: (x) => sort(x),
      expected: [1, 2, 3, 3, Number.NaN],
      notSmooth: "a sorted element has a kink where two are equal",
      torch: "x.sort(stable=True).values",
    },
    { name: "one element", inputs: [hostTensor([[3], [4]])], apply: (x) => sort(x), torch: "x.sort(1).values" },
  ],
  errors: [
    { name: "an axis that is not there", inputs: [f32(2, 3)], apply: (x) => sort(x, 2), code: "ATTRIBUTE_INVALID" },
  ],
};
