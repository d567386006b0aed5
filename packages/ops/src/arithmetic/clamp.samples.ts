/** Samples of clamp. */
import { f32, i32, type OpSamples, sampleTensor, hostTensor } from "@rensa/core";
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
    {
      name: "the largest integer, which is below no bound",
      inputs: [hostTensor([-2147483648, 0, 2147483647], [3], "i32")],
      apply: (x) => clamp(x, { min: 1 }),
      expected: [1, 1, 2147483647],
      torch: "torch.clamp(x, min=1)",
    },
    {
      name: "bytes, of which all lie between the bounds",
      inputs: [hostTensor([0, 7, 255], [3], "u8")],
      apply: (x) => clamp(x, { min: -1, max: 300 }),
      expected: [0, 7, 255],
      torch: { none: "it takes no bounds that bytes cannot have" },
    },
  ],
  errors: [
    {
      name: "a bound with a fraction for integers",
      inputs: [i32(2)],
      apply: (x) => clamp(x, { min: 0.5 }),
      code: "ATTRIBUTE_INVALID",
    },
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
