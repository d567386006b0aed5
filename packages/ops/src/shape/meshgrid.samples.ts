/** Samples of meshgrid. */
import { f32, sampleTensor, type OpSamples } from "@rensa/core";
import { stack } from "./stack.ts";
import { meshgrid } from "./meshgrid.ts";

/** Samples of meshgrid. */
export const samples: OpSamples = {
  op: meshgrid,
  samples: [
    {
      name: "two vectors",
      inputs: [sampleTensor([3]), sampleTensor([5])],
      apply: (a, b) => stack([...meshgrid([a, b])]),
      torch: 'torch.stack(torch.meshgrid(*xs, indexing="ij"))',
    },
    {
      name: "three vectors, as for pictures",
      inputs: [sampleTensor([2]), sampleTensor([3]), sampleTensor([1])],
      apply: (a, b, c) => stack([...meshgrid([a, b, c], { indexing: "xy" })]),
      torch: 'torch.stack(torch.meshgrid(*xs, indexing="xy"))',
    },
  ],
  errors: [
    {
      name: "a matrix",
      inputs: [f32(2, 3)],
      apply: (a) => meshgrid([a])[0],
      code: "RANK_MISMATCH",
    },
  ],
};
