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
    {
      name: "two signals",
      inputs: [sampleTensor([2, 3, 5])],
      apply: (x) => overlapAdd(x, { hop: 3, length: 11 }),
      tensorReference: ([x]) =>
        [0, 1].map((signal) => {
          const sums = Array.from({ length: 11 }, () => 0);
          x?.data.slice(15 * signal, 15 * signal + 15).forEach((each, at) => {
            const sample = 3 * Math.floor(at / 5) + (at % 5);
            sums[sample] = (sums[sample] ?? 0) + each;
          });
          return sums;
        }),
    },
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
