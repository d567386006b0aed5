/** Samples of broadcastTogether. */
import { f32, sampleTensor, type OpSamples } from "@rensa/core";
import { broadcastTogether } from "./broadcast-together.ts";
import { concat } from "./concat.ts";

/** Samples of broadcastTogether. */
export const samples: OpSamples = {
  op: broadcastTogether,
  samples: [
    {
      name: "a column, a row and a scalar",
      inputs: [sampleTensor([2, 1]), sampleTensor([3]), sampleTensor([])],
      apply: (a, b, c) => concat([...broadcastTogether(a, b, c)], -1),
      torch: "torch.cat(torch.broadcast_tensors(*xs), -1)",
    },
    {
      name: "one alone",
      inputs: [sampleTensor([2, 3])],
      apply: (a) => broadcastTogether(a)[0],
      torch: "torch.broadcast_tensors(*xs)[0]",
    },
  ],
  errors: [
    {
      name: "shapes that do not broadcast",
      inputs: [f32(2), f32(3)],
      apply: (a, b) => broadcastTogether(a, b)[0],
      code: "SHAPE_MISMATCH",
    },
  ],
};
