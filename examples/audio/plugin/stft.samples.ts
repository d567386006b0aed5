/** Samples of stft. */
import { hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { add, mul } from "@rensa/ops";
import { stft } from "./stft.ts";

/** Samples of stft. */
export const samples: OpSamples = {
  op: stft,
  samples: [
    {
      name: "a wave of two samples: half of it is in its bin, a quarter in the one beside it",
      inputs: [hostTensor([1, -1, 1, -1])],
      apply: (x) => stft(x, { size: 4, hop: 2 }).real,
      expected: [[0, -1, 2]],
    },
    {
      name: "both parts",
      inputs: [sampleTensor([12])],
      apply: (x) => {
        const { real, imaginary } = stft(x, { size: 6, hop: 3 });
        return add(real, mul(imaginary, 2));
      },
      noReference: "main.test.ts compares both parts with Fourier's sum",
    },
  ],
};
