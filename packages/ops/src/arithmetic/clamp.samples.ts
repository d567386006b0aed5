/** Samples of clamp. */
import { f32, type OpSamples, sampleTensor, hostTensor } from "@rensa/core";
import { clamp } from "./clamp.ts";

/** Samples of clamp. */
export const samples: OpSamples = {
  op: clamp,
  samples: [
    { name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => clamp(x, { min: -0.5, max: 0.75 }) },
    {
      name: "the bounds and infinities",
      inputs: [hostTensor([-0.5, 0.75, Infinity, -Infinity])],
      apply: (x) => clamp(x, { min: -0.5, max: 0.75 }),
      notSmooth: "it has kinks at the bounds",
    },
  ],
  errors: [
    {
      name: "bounds in the wrong order",
      inputs: [f32(2)],
      apply: (x) => clamp(x, { min: 1, max: 0 }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
  reference: (x) => Math.min(Math.max(x, -0.5), 0.75),
  torch: "torch.clamp(x, -0.5, 0.75)",
};
