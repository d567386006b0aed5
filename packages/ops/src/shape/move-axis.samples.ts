/** Samples of moveAxis. */
import { f32, sampleTensor, type OpSamples } from "@rensa/core";
import { moveAxis } from "./move-axis.ts";

/** Samples of moveAxis. */
export const samples: OpSamples = {
  op: moveAxis,
  samples: [
    {
      name: "the first to the end",
      inputs: [sampleTensor([2, 3, 4])],
      apply: (x) => moveAxis(x, 0, -1),
      torch: "torch.movedim(x, 0, -1)",
    },
    {
      name: "toward the front",
      inputs: [sampleTensor([2, 1, 3, 4])],
      apply: (x) => moveAxis(x, -1, 1),
      torch: "torch.movedim(x, -1, 1)",
    },
    {
      name: "nowhere",
      inputs: [sampleTensor([2, 3])],
      apply: (x) => moveAxis(x, 1, -1),
      torch: "torch.movedim(x, 1, -1)",
    },
  ],
  errors: [
    { name: "an axis that is not there", inputs: [f32(2)], apply: (x) => moveAxis(x, 0, 1), code: "ATTRIBUTE_INVALID" },
  ],
};
