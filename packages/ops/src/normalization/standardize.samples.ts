/** Samples of standardize. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples } from "@rensa/core";
import { standardize } from "./standardize.ts";

/** Samples of standardize. */
export const samples: OpSamples = {
  op: standardize,
  samples: [
    { name: "rows", inputs: [sampleTensor([4, 5])], apply: (x) => standardize(x), torch: "F.layer_norm(x, [5])" },
    {
      name: "two axes",
      inputs: [sampleTensor([3, 2, 4])],
      apply: (x) => standardize(x, { axes: [0, -1], epsilon: 0.1 }),
      torch: "(x - x.mean((0, 2), keepdim=True)) / (x.var((0, 2), keepdim=True, correction=0) + 0.1).sqrt()",
    },
    {
      name: "a row of equal elements",
      inputs: [
        hostTensor([
          [2, 2, 2],
          [1, 2, 3],
        ]),
      ],
      apply: (x) => standardize(x, { epsilon: 1e-2 }),
      expected: [
        [0, 0, 0],
        [-1.215665, 0, 1.215665],
      ],
      torch: "F.layer_norm(x, [3], eps=1e-2)",
    },
    {
      name: "numbers far from 0",
      inputs: [sampleTensor([2, 12], 1e6, 1e6 + 1)],
      apply: (x) => standardize(x),
      tensorReference: ([x], { epsilon }) =>
        [0, 1].map((row) => {
          const elements = Array.from(x?.data.slice(row * 12, (row + 1) * 12) ?? []);
          const mean = elements.reduce((total, each) => total + (each - 1e6) / 12, 1e6);
          const variance = elements.reduce((total, each) => total + (each - mean) ** 2 / 12, 0);
          return elements.map((each) => (each - mean) / Math.sqrt(variance + Number(epsilon)));
        }),
      torch: { none: "its derivative is that of distances from the rounded mean: 3e-10 off in float64" },
    },
  ],
  errors: [
    {
      name: "an axis that is not there",
      inputs: [f32(3)],
      apply: (x) => standardize(x, { axes: 1 }),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "an epsilon below 0",
      inputs: [f32(3)],
      apply: (x) => standardize(x, { epsilon: -1 }),
      code: "ATTRIBUTE_INVALID",
    },
    { name: "integers", inputs: [i32(3)], apply: (x) => standardize(x), code: "DTYPE_MISMATCH" },
  ],
};
