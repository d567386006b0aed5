/** Samples of level. */
import { f32, sampleTensor, type OpSamples } from "@rensa/core";
import { level } from "./level.ts";
import { byRow } from "./by-row.ts";

export const levelSamples: OpSamples = {
  op: level,
  samples: [
    { name: "rows", inputs: [sampleTensor([3, 4])], apply: (x) => level(x) },
    { name: "a row, with a large epsilon", inputs: [sampleTensor([5])], apply: (x) => level(x, { epsilon: 0.5 }) },
  ],
  errors: [
    { name: "an epsilon of 0", inputs: [f32(2)], apply: (x) => level(x, { epsilon: 0 }), code: "ATTRIBUTE_INVALID" },
  ],
  tensorReference: byRow((row, { epsilon }) => {
    const mean = row.reduce((total, each) => total + Math.abs(each), 0) / row.length;
    return row.map((each) => each / (mean + Number(epsilon)));
  }),
};
