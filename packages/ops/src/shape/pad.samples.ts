/** Samples of pad. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples } from "@rensa/core";
import { pad } from "./pad.ts";

/** Samples of pad. */
export const samples: OpSamples = {
  op: pad,
  samples: [
    {
      name: "a margin",
      inputs: [sampleTensor([2, 3])],
      apply: (x) => pad(x, [1, 0], [0, 2]),
      torch: "F.pad(x, (0, 2, 1, 0))",
    },
    {
      name: "of ones",
      inputs: [hostTensor([1, 2])],
      apply: (x) => pad(x, [1], [1], 1),
      expected: [1, 1, 2, 1],
      torch: "F.pad(x, (1, 1), value=1)",
    },
  ],
  errors: [
    {
      name: "a value with a fraction among integers",
      inputs: [i32(2)],
      apply: (x) => pad(x, [1], [0], 0.5),
      code: "ATTRIBUTE_INVALID",
    },
    { name: "a negative size", inputs: [f32(2)], apply: (x) => pad(x, [-1], [0]), code: "ATTRIBUTE_INVALID" },
  ],
};
