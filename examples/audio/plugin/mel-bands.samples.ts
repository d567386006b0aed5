/** Samples of melBands. */
import { f32, sampleTensor, type OpSamples } from "@rensa/core";
import { melFilters } from "./mel-scale.ts";
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
  tensorReference: ([x], { low }) => {
    const filters = melFilters({ ...options, low: Number(low) });
    const frame = (at: number): readonly number[] =>
      Array.from({ length: 3 }, (_, band) =>
        filters.reduce((sum, row, bin) => sum + (row[band] ?? 0) * (x?.data[9 * at + bin] ?? 0), 0),
      );
    return x?.shape.length === 2 ? [frame(0)] : [0, 3].map((first) => [0, 1, 2].map((at) => frame(first + at)));
  },
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
