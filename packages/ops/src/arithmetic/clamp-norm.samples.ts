/** Samples of clampNorm. */
import { f32, hostTensor, type OpSamples, sampleTensor } from "@rensa/core";
import { clampNorm } from "./clamp-norm.ts";

/** Samples of clampNorm. */
export const samples: OpSamples = {
  op: clampNorm,
  samples: [
    {
      name: "a long one",
      inputs: [sampleTensor([3, 4])],
      apply: (x) => clampNorm(x, 1.5),
      torch: "x * (1.5 / torch.linalg.vector_norm(x))",
    },
    { name: "a short one", inputs: [sampleTensor([3])], apply: (x) => clampNorm(x, 100), torch: "x * 1" },
    {
      name: "rows, long and short",
      inputs: [
        hostTensor([
          [3, 4],
          [0.3, 0.4],
          [0, 0],
        ]),
      ],
      apply: (x) => clampNorm(x, 1, 1),
      expected: [
        [0.6, 0.8],
        [0.3, 0.4],
        [0, 0],
      ],
      torch: "torch.stack([x[0] / torch.linalg.vector_norm(x[0]), x[1], x[2]])",
    },
    {
      name: "order 1",
      inputs: [sampleTensor([2, 3], 1, 2)],
      apply: (x) => clampNorm(x, 2, 1, { order: 1 }),
      torch: "x * (2 / torch.linalg.vector_norm(x, 1, 1, keepdim=True))",
    },
  ],
  errors: [
    { name: "a negative maximum", inputs: [f32(2)], apply: (x) => clampNorm(x, -1), code: "ATTRIBUTE_INVALID" },
    {
      name: "an axis that is not there",
      inputs: [f32(2)],
      apply: (x) => clampNorm(x, 1, 1),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
