/** Samples of unfold. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { unfold } from "./unfold.ts";

/** Samples of unfold. */
export const samples: OpSamples = {
  op: unfold,
  samples: [
    {
      name: "windows that overlap",
      inputs: [hostTensor([1, 2, 3, 4])],
      apply: (x) => unfold(x, 0, 3),
      expected: [
        [1, 2, 3],
        [2, 3, 4],
      ],
      torch: "x.unfold(0, 3, 1)",
    },
    {
      name: "a step that leaves a rest",
      inputs: [sampleTensor([2, 8])],
      apply: (x) => unfold(x, -1, 3, 2),
      torch: "x.unfold(-1, 3, 2)",
    },
    {
      name: "rows, with gaps",
      inputs: [sampleTensor([7, 2])],
      apply: (x) => unfold(x, 0, 2, 3),
      torch: "x.unfold(0, 2, 3)",
    },
    {
      name: "one window of the whole",
      inputs: [sampleTensor([2, 3, 1])],
      apply: (x) => unfold(x, 1, 3, 5),
      torch: "x.unfold(1, 3, 5)",
    },
  ],
  errors: [
    { name: "a window too wide", inputs: [f32(3)], apply: (x) => unfold(x, 0, 4), code: "SHAPE_MISMATCH" },
    { name: "a step of 0", inputs: [f32(3)], apply: (x) => unfold(x, 0, 2, 0), code: "ATTRIBUTE_INVALID" },
  ],
};
