/** Samples of swapAxes. */
import { f32, sampleTensor, type OpSamples } from "@rensa/core";
import { swapAxes } from "./swap-axes.ts";

/** Samples of swapAxes. */
export const samples: OpSamples = {
  op: swapAxes,
  samples: [
    {
      name: "the outermost",
      inputs: [sampleTensor([2, 3, 4])],
      apply: (x) => swapAxes(x, 0, -1),
      torch: "torch.swapaxes(x, 0, -1)",
    },
    {
      name: "one of length 1",
      inputs: [sampleTensor([1, 5, 2])],
      apply: (x) => swapAxes(x, 1, 0),
      torch: "torch.swapaxes(x, 1, 0)",
    },
    {
      name: "an axis with itself",
      inputs: [sampleTensor([2, 3])],
      apply: (x) => swapAxes(x, 1, -1),
      torch: "torch.swapaxes(x, 1, -1)",
    },
  ],
  errors: [
    { name: "an axis that is not there", inputs: [f32(2)], apply: (x) => swapAxes(x, 0, 1), code: "ATTRIBUTE_INVALID" },
  ],
};
