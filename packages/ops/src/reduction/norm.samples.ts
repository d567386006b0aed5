/** Samples of norm. */
import { f32, hostTensor, i32, type OpSamples, sampleTensor } from "@rensa/core";
import { norm } from "./norm.ts";

/** Samples of norm. */
export const samples: OpSamples = {
  op: norm,
  samples: [
    { name: "the length", inputs: [sampleTensor([3, 4])], apply: (x) => norm(x), torch: "torch.linalg.vector_norm(x)" },
    {
      name: "rows of order 1",
      inputs: [sampleTensor([3, 4])],
      apply: (x) => norm(x, 1, { order: 1 }),
      torch: "torch.linalg.vector_norm(x, 1, 1)",
    },
    {
      name: "columns of order 3, kept",
      inputs: [sampleTensor([3, 4])],
      apply: (x) => norm(x, 0, { order: 3, keepDims: true }),
      torch: "torch.linalg.vector_norm(x, 3, 0, keepdim=True)",
    },
    {
      name: "order 0.5",
      inputs: [sampleTensor([3, 4])],
      apply: (x) => norm(x, -1, { order: 0.5 }),
      torch: "torch.linalg.vector_norm(x, 0.5, -1)",
    },
    {
      name: "order -1",
      inputs: [sampleTensor([3, 4])],
      apply: (x) => norm(x, -1, { order: -1 }),
      torch: "torch.linalg.vector_norm(x, -1, -1)",
    },
    {
      name: "the largest",
      inputs: [sampleTensor([3, 4])],
      apply: (x) => norm(x, 1, { order: Infinity }),
      torch: "torch.linalg.vector_norm(x, math.inf, 1)",
    },
    {
      name: "the smallest",
      inputs: [sampleTensor([3, 4])],
      apply: (x) => norm(x, 1, { order: -Infinity }),
      torch: "torch.linalg.vector_norm(x, -math.inf, 1)",
    },
    {
      name: "how many are not 0",
      inputs: [
        hostTensor([
          [0, 2, 3],
          [0, 0, -1],
        ]),
      ],
      apply: (x) => norm(x, 1, { order: 0 }),
      expected: [2, 1],
      notSmooth: "it jumps at 0",
      torch: "torch.linalg.vector_norm(x, 0, 1)",
    },
    {
      name: "zeros",
      inputs: [
        hostTensor([
          [0, 0],
          [0, 3],
        ]),
      ],
      apply: (x) => norm(x, 1),
      expected: [0, 3],
      notSmooth: "it has a corner at 0",
      torch: "torch.linalg.vector_norm(x, 2, 1)",
    },
    {
      name: "zeros of order 1.5",
      inputs: [
        hostTensor([
          [0, 0],
          [0, 3],
        ]),
      ],
      apply: (x) => norm(x, 1, { order: 1.5 }),
      expected: [0, 3],
      notSmooth: "it has a corner at 0",
      torch: "torch.linalg.vector_norm(x, 1.5, 1)",
    },
  ],
  errors: [
    { name: "an axis that is not there", inputs: [f32(2, 3)], apply: (x) => norm(x, 2), code: "ATTRIBUTE_INVALID" },
    { name: "integers", inputs: [i32(2)], apply: (x) => norm(x), code: "DTYPE_MISMATCH" },
  ],
};
