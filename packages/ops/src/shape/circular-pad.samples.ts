/** Samples of circularPad. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { circularPad } from "./circular-pad.ts";

/** Samples of circularPad. */
export const samples: OpSamples = {
  op: circularPad,
  samples: [
    {
      name: "a vector",
      inputs: [hostTensor([1, 2, 3])],
      apply: (x) => circularPad(x, [1], [2]),
      expected: [3, 1, 2, 3, 1, 2],
      torch: 'F.pad(x[None], (1, 2), mode="circular")[0]',
    },
    {
      name: "both axes, as far as they are long",
      inputs: [sampleTensor([2, 5])],
      apply: (x) => circularPad(x, [2, 1], [0, 5]),
      torch: 'F.pad(x[None, None], (1, 5, 2, 0), mode="circular")[0, 0]',
    },
    {
      name: "an axis of length 1",
      inputs: [sampleTensor([1, 3])],
      apply: (x) => circularPad(x, [1, 0], [1, 1]),
      torch: 'F.pad(x[None, None], (0, 1, 1, 1), mode="circular")[0, 0]',
    },
  ],
  errors: [
    {
      name: "more than once round",
      inputs: [f32(3)],
      apply: (x) => circularPad(x, [4], [0]),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
