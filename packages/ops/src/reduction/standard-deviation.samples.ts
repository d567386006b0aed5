/** Samples of standardDeviation. */
import { f32, hostTensor, type OpSamples, sampleTensor } from "@rensa/core";
import { standardDeviation } from "./standard-deviation.ts";

/** Samples of standardDeviation. */
export const samples: OpSamples = {
  op: standardDeviation,
  samples: [
    {
      name: "everything",
      inputs: [sampleTensor([3, 4])],
      apply: (x) => standardDeviation(x),
      torch: "torch.std(x, correction=0)",
    },
    {
      name: "rows of a sample",
      inputs: [sampleTensor([3, 4])],
      apply: (x) => standardDeviation(x, 1, { correction: 1 }),
      torch: "torch.std(x, 1)",
    },
    {
      name: "two axes, kept",
      inputs: [sampleTensor([3, 4, 2])],
      apply: (x) => standardDeviation(x, [0, -1], { keepDims: true }),
      torch: "torch.std(x, (0, 2), correction=0, keepdim=True)",
    },
    {
      name: "equal elements",
      inputs: [hostTensor([[2, 2, 2]])],
      apply: (x) => standardDeviation(x, 1),
      expected: [0],
      notSmooth: "it has a corner where all elements are equal",
      torch: "torch.std(x, 1, correction=0)",
    },
    {
      name: "numbers far from 0",
      inputs: [sampleTensor([2, 40], 1e6, 1e6 + 1)],
      apply: (x) => standardDeviation(x, 1),
      tensorReference: ([x]) =>
        [0, 1].map((row) => {
          const elements = Array.from(x?.data.slice(row * 40, (row + 1) * 40) ?? []);
          const mean = elements.reduce((total, each) => total + (each - 1e6) / 40, 1e6);
          return Math.sqrt(elements.reduce((total, each) => total + (each - mean) ** 2 / 40, 0));
        }),
      torch: { none: "its derivative is that of distances from the rounded mean: 3e-10 off in float64" },
    },
  ],
  errors: [
    {
      name: "an axis that is not there",
      inputs: [f32(2, 3)],
      apply: (x) => standardDeviation(x, 2),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "a negative correction",
      inputs: [f32(2)],
      apply: (x) => standardDeviation(x, 0, { correction: -1 }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
