/** Samples of powerSpectrogram. */
import { sampleTensor, type OpSamples } from "@rensa/core";
import { powerSpectrogram } from "./stft.ts";

/** Samples of powerSpectrogram. */
export const samples: OpSamples = {
  op: powerSpectrogram,
  samples: [
    { name: "a signal", inputs: [sampleTensor([12])], apply: (x) => powerSpectrogram(x, { size: 6, hop: 3 }) },
    {
      name: "two signals, frames of odd size",
      inputs: [sampleTensor([2, 9])],
      apply: (x) => powerSpectrogram(x, { size: 5, hop: 2 }),
    },
  ],
};
