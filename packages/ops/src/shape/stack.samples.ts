/** Samples of stack. */
import { f32, sampleTensor, type OpSamples } from "@rensa/core";
import { stack } from "./stack.ts";

/** Samples of stack. */
export const samples: OpSamples = {
  op: stack,
  samples: [
    {
      name: "rows",
      inputs: [sampleTensor([3]), sampleTensor([3], 0, 1)],
      apply: (a, b) => stack([a, b]),
      torch: "torch.stack(xs)",
    },
    {
      name: "columns",
      inputs: [sampleTensor([3]), sampleTensor([3], 0, 1)],
      apply: (a, b) => stack([a, b], 1),
      torch: "torch.stack(xs, 1)",
    },
  ],
  errors: [{ name: "another shape", inputs: [f32(2), f32(3)], apply: (a, b) => stack([a, b]), code: "SHAPE_MISMATCH" }],
};
