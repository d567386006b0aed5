/** Samples of variance. */
import { f32, sampleTensor, type OpSamples } from "@rensa/core";
import { variance } from "./variance.ts";

/** Samples of variance. */
export const samples: OpSamples = {
  op: variance,
  samples: [
    {
      name: "everything",
      inputs: [sampleTensor([3, 4], -2, 2)],
      apply: (x) => variance(x),
      torch: "torch.var(x, (0, 1), correction=0)",
    },
    {
      name: "rows",
      inputs: [sampleTensor([3, 4], -2, 2)],
      apply: (x) => variance(x, 1),
      torch: "torch.var(x, 1, correction=0)",
    },
    {
      name: "columns, kept",
      inputs: [sampleTensor([3, 4, 2], -2, 2)],
      apply: (x) => variance(x, [0, -1], { keepDims: true }),
      torch: "torch.var(x, (0, -1), keepdim=True, correction=0)",
    },
    {
      name: "of a sample",
      inputs: [sampleTensor([3, 4], -2, 2)],
      apply: (x) => variance(x, 0, { correction: 1 }),
      torch: "torch.var(x, 0)",
    },
    {
      name: "numbers far from 0",
      inputs: [sampleTensor([2, 40], 1e6, 1e6 + 1)],
      apply: (x) => variance(x, 1),
      tensorReference: ([x]) =>
        [0, 1].map((row) => {
          const elements = Array.from(x?.data.slice(row * 40, (row + 1) * 40) ?? []);
          const mean = elements.reduce((total, each) => total + (each - 1e6) / 40, 1e6);
          return elements.reduce((total, each) => total + (each - mean) ** 2 / 40, 0);
        }),
      torch: { none: "its derivative is that of distances from the rounded mean: 3e-10 off in float64" },
    },
  ],
  errors: [
    {
      name: "a negative correction",
      inputs: [f32(2)],
      apply: (x) => variance(x, 0, { correction: -1 }),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "an axis that is not there",
      inputs: [f32(2, 3)],
      apply: (x) => variance(x, 2),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
