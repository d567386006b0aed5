/** Samples of crest. */
import { f32, sampleTensor, type OpSamples } from "@rensa/core";
import { byRow } from "./by-row.ts";
import { crest } from "./crest.ts";

export const crestSamples: OpSamples = {
  op: crest,
  samples: [
    { name: "rows", inputs: [sampleTensor([3, 4])], apply: (x) => crest(x) },
    { name: "a row, sharper", inputs: [sampleTensor([5])], apply: (x) => crest(x, { sharpness: 3 }) },
  ],
  errors: [{ name: "a scalar", inputs: [f32()], apply: (x) => crest(x), code: "RANK_MISMATCH" }],
  tensorReference: byRow(
    (row, { sharpness }) =>
      Math.log(row.reduce((total, each) => total + Math.exp(Number(sharpness) * each), 0)) / Number(sharpness),
  ),
};
