/** Samples of tile. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { tile } from "./tile.ts";

/** Samples of tile. */
export const samples: OpSamples = {
  op: tile,
  samples: [
    {
      name: "a vector twice",
      inputs: [hostTensor([1, 2, 3])],
      apply: (x) => tile(x, [2]),
      expected: [1, 2, 3, 1, 2, 3],
      torch: "torch.tile(x, (2,))",
    },
    {
      name: "both axes",
      inputs: [sampleTensor([2, 3])],
      apply: (x) => tile(x, [3, 2]),
      torch: "torch.tile(x, (3, 2))",
    },
    {
      name: "more counts than axes",
      inputs: [sampleTensor([2, 3])],
      apply: (x) => tile(x, [2, 1, 2]),
      torch: "torch.tile(x, (2, 1, 2))",
    },
    {
      name: "more axes than counts",
      inputs: [sampleTensor([2, 1, 3])],
      apply: (x) => tile(x, [5, 1]),
      torch: "torch.tile(x, (5, 1))",
    },
  ],
  errors: [{ name: "no times", inputs: [f32(2)], apply: (x) => tile(x, [0]), code: "ATTRIBUTE_INVALID" }],
};
