/** Samples of maximum. */
import { f32, i32, type OpSamples, sampleTensor, hostTensor } from "@rensa/core";
import { maximum } from "./maximum.ts";

/** Samples of maximum. */
export const samples: OpSamples = {
  op: maximum,
  samples: [
    {
      name: "equal shapes",
      inputs: [sampleTensor([3, 5], -2, 2), sampleTensor([3, 5], -1.9, 2)],
      apply: (a, b) => maximum(a, b),
    },
    {
      name: "a row that broadcasts",
      inputs: [sampleTensor([3, 5], -2, 2), sampleTensor([5], -1.7, 2)],
      apply: (a, b) => maximum(a, b),
    },
    {
      name: "ties",
      inputs: [hostTensor([1, -2, 0]), hostTensor([1, -2, 1])],
      apply: (a, b) => maximum(a, b),
      notSmooth: "it has a kink where the operands are equal",
    },
  ],
  errors: [
    {
      name: "shapes that do not broadcast",
      inputs: [f32(2, 3), f32(4)],
      apply: (a, b) => maximum(a, b),
      code: "SHAPE_MISMATCH",
    },
    { name: "two dtypes", inputs: [f32(2), i32(2)], apply: (a, b) => maximum(a, b), code: "DTYPE_MISMATCH" },
  ],
  reference: (a, b) => Math.max(a, b),
  torch: "torch.maximum(a, b)",
};
