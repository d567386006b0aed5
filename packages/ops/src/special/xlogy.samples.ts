/** Samples of xlogy. */
import { f32, hostTensor, i32, type OpSamples, sampleTensor } from "@rensa/core";
import { xlogy } from "./xlogy.ts";

/** Samples of xlogy. */
export const samples: OpSamples = {
  op: xlogy,
  torch: "torch.xlogy(x, y)",
  samples: [
    {
      name: "a row that broadcasts",
      inputs: [sampleTensor([3, 4], -2, 2), sampleTensor([4], 0.3, 3)],
      apply: (x, y) => xlogy(x, y),
    },
    {
      name: "zeros",
      inputs: [hostTensor([0, 0, 0, 2]), hostTensor([0, 2, Infinity, 0])],
      apply: (x, y) => xlogy(x, y),
      expected: [0, 0, 0, -Infinity],
      notSmooth: "the logarithm is infinite at its end",
      torch: { none: "PyTorch has NaN as the derivative at two zeros" },
    },
  ],
  errors: [
    {
      name: "shapes that do not broadcast",
      inputs: [f32(2, 3), f32(4)],
      apply: (x, y) => xlogy(x, y),
      code: "SHAPE_MISMATCH",
    },
    { name: "integers", inputs: [i32(2), i32(2)], apply: (x, y) => xlogy(x, y), code: "DTYPE_MISMATCH" },
  ],
};
