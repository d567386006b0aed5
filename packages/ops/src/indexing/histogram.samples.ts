/** Samples of histogram. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples } from "@rensa/core";
import { histogram } from "./histogram.ts";

/** Samples of histogram. */
export const samples: OpSamples = {
  op: histogram,
  samples: [
    {
      name: "borders, elements outside and NaN",
      inputs: [hostTensor([0, 0.5, 1, 2, 1.5, 1.75, -0.1, 2.1, Number.NaN])],
      apply: (x) => histogram(x, 4, 0, 2),
      expected: [1, 1, 1, 3],
      torch: "torch.histc(x[:8], 4, 0, 2)",
    },
    {
      name: "a matrix",
      inputs: [sampleTensor([4, 6])],
      apply: (x) => histogram(x, 5, -1.5, 1.5),
      torch: "torch.histc(x, 5, -1.5, 1.5)",
    },
  ],
  errors: [
    { name: "no bins", inputs: [f32(3)], apply: (x) => histogram(x, 0, 0, 1), code: "ATTRIBUTE_INVALID" },
    { name: "no interval", inputs: [f32(3)], apply: (x) => histogram(x, 3, 1, 1), code: "ATTRIBUTE_INVALID" },
    { name: "integers", inputs: [i32(3)], apply: (x) => histogram(x, 3, 0, 1), code: "DTYPE_MISMATCH" },
  ],
};
