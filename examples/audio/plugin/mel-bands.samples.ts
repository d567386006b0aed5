/** Samples of melBands. */
import { f32, sampleTensor, type OpSamples } from "@rensa/core";
import { melBands } from "./mel.ts";

const options = { size: 16, rate: 1000, bands: 3, high: 500 };

/** Samples of melBands. */
export const samples: OpSamples = {
  op: melBands,
  samples: [
    { name: "one frame", inputs: [sampleTensor([1, 9], 0, 2)], apply: (x) => melBands(x, options) },
    {
      name: "a spectrogram",
      inputs: [sampleTensor([2, 3, 9], 0, 2)],
      apply: (x) => melBands(x, { ...options, low: 50 }),
    },
  ],
  errors: [
    {
      name: "no bands",
      inputs: [f32(1, 9)],
      apply: (x) => melBands(x, { ...options, bands: 0 }),
      code: "ATTRIBUTE_INVALID",
    },
    {
      name: "too high a band",
      inputs: [f32(1, 9)],
      apply: (x) => melBands(x, { ...options, high: 501 }),
      code: "ATTRIBUTE_INVALID",
    },
    { name: "other bins", inputs: [f32(1, 8)], apply: (x) => melBands(x, options), code: "SHAPE_MISMATCH" },
  ],
};
