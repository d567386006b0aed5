/** Samples of gumbelSoftmax. */
import { f32, hostTensor, i32, type OpSamples, sampleTensor, type Shape, type Tensor } from "@rensa/core";
import { gumbelSoftmax } from "./gumbel-softmax.ts";

/** Samples of gumbelSoftmax. */
export const samples: OpSamples = {
  op: gumbelSoftmax,
  torch: { none: "PyTorch's generator gives other bits" },
  samples: [
    {
      name: "rows",
      inputs: [sampleTensor([3, 5]), hostTensor([7, 42], [2], "i32")],
      apply: (x: Tensor<Shape, "f32">, k: Tensor<readonly [2], "i32">) => gumbelSoftmax(x, k, { temperature: 0.7 }),
    },
    {
      name: "columns, hard",
      inputs: [sampleTensor([3, 5]), hostTensor([7, 42], [2], "i32")],
      apply: (x: Tensor<Shape, "f32">, k: Tensor<readonly [2], "i32">) => gumbelSoftmax(x, k, { axis: 0, hard: true }),
      notSmooth: "the gradient is that of the smooth one",
    },
  ],
  errors: [
    {
      name: "no temperature",
      inputs: [f32(2), i32(2)],
      apply: (x: Tensor<Shape, "f32">, k: Tensor<readonly [2], "i32">) => gumbelSoftmax(x, k, { temperature: 0 }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
