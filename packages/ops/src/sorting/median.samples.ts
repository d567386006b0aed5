/** Samples of median. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { median } from "./median.ts";

/** Samples of median. */
export const samples: OpSamples = {
  op: median,
  samples: [
    { name: "everything", inputs: [sampleTensor([3, 3])], apply: (x) => median(x), torch: "x.median()" },
    {
      name: "rows of an even number of elements",
      inputs: [
        hostTensor([
          [4, 1, 3, 2],
          [8, 5, 6, 7],
        ]),
      ],
      apply: (x) => median(x, -1),
      expected: [2, 6],
      torch: "x.median(1).values",
    },
    {
      name: "NaN in a column",
      inputs: [
        hostTensor([
          [4, 1],
          [2, Number.NaN],
          [3, 5],
        ]),
      ],
      apply: (x) => median(x, 0),
      expected: [3, Number.NaN],
      notSmooth: "NaN",
      torch: "x.median(0).values",
    },
  ],
  errors: [
    { name: "an axis that is not there", inputs: [f32(2, 3)], apply: (x) => median(x, 2), code: "ATTRIBUTE_INVALID" },
    { name: "no elements", inputs: [f32(2, 0)], apply: (x) => median(x, 1), code: "SHAPE_MISMATCH" },
  ],
};
