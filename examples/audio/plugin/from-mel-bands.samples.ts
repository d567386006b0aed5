/** Samples of fromMelBands. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { fromMelBands, melBands } from "./mel.ts";

const options = { size: 16, rate: 1000, bands: 3, high: 500 };

/** Samples of fromMelBands. */
export const samples: OpSamples = {
  op: fromMelBands,
  samples: [
    {
      name: "frames",
      inputs: [sampleTensor([2, 3], 0, 2)],
      apply: (x) => fromMelBands(x, options),
      noReference: "the sample beside it leads back to its bands",
    },
    {
      name: "there and back again",
      inputs: [hostTensor([[1, 2, 3]])],
      apply: (x) => melBands(fromMelBands(x, { ...options, low: 20 }), { ...options, low: 20 }),
      expected: [[1, 2, 3]],
    },
  ],
  errors: [
    { name: "other bands", inputs: [f32(1, 4)], apply: (x) => fromMelBands(x, options), code: "SHAPE_MISMATCH" },
  ],
};
