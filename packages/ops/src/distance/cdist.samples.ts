/** Samples of cdist. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples } from "@rensa/core";
import { cdist } from "./cdist.ts";

/** Samples of cdist. */
export const samples: OpSamples = {
  op: cdist,
  samples: [
    {
      name: "Euclidean",
      inputs: [sampleTensor([5, 3]), sampleTensor([4, 3], -1.3, 1)],
      apply: (x, y) => cdist(x, y),
      torch: "torch.cdist(x, y)",
    },
    {
      name: "Manhattan, batches that broadcast",
      inputs: [sampleTensor([2, 1, 3, 2]), sampleTensor([2, 4, 2], -1.3, 1)],
      apply: (x, y) => cdist(x, y, { p: 1 }),
      torch: "torch.cdist(x, y, p=1.0)",
    },
    {
      name: "Chebyshev",
      inputs: [sampleTensor([5, 3]), sampleTensor([4, 3], -1.3, 1)],
      apply: (x, y) => cdist(x, y, { p: Infinity }),
      torch: "torch.cdist(x, y, p=math.inf)",
    },
    {
      name: "rows that are equal",
      inputs: [
        hostTensor([
          [1, 2],
          [4, 6],
        ]),
        hostTensor([[1, 2]]),
      ],
      apply: (x, y) => cdist(x, y),
      expected: [[0], [5]],
      notSmooth: "a kink where rows are equal",
      torch: "torch.cdist(x, y)",
    },
  ],
  errors: [
    {
      name: "rows of two widths",
      inputs: [f32(3, 4), f32(2, 3)],
      apply: (x, y) => cdist(x, y),
      code: "SHAPE_MISMATCH",
    },
    { name: "a vector", inputs: [f32(4), f32(2, 4)], apply: (x, y) => cdist(x, y), code: "RANK_MISMATCH" },
    { name: "integers", inputs: [i32(3, 4), i32(2, 4)], apply: (x, y) => cdist(x, y), code: "DTYPE_MISMATCH" },
    {
      name: "a norm that it does not have",
      inputs: [f32(3, 4), f32(2, 4)],
      apply: (x, y) => cdist(x, y, { p: 3 }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
