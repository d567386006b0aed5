/** Samples of overlapAdd. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { overlapAdd } from "./frames.ts";

/** Samples of overlapAdd. */
export const samples: OpSamples = {
  op: overlapAdd,
  samples: [
    {
      name: "two frames that share two samples",
      inputs: [
        hostTensor([
          [1, 2, 3, 4],
          [10, 20, 30, 40],
        ]),
      ],
      apply: (x) => overlapAdd(x, { hop: 2, length: 7 }),
      expected: [1, 2, 13, 24, 30, 40, 0],
    },
    { name: "two signals", inputs: [sampleTensor([2, 3, 5])], apply: (x) => overlapAdd(x, { hop: 3, length: 11 }) },
  ],
  errors: [
    {
      name: "a length that has other frames",
      inputs: [f32(2, 4)],
      apply: (x) => overlapAdd(x, { hop: 2, length: 9 }),
      code: "SHAPE_MISMATCH",
    },
  ],
};
