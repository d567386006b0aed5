/** Samples of expandDims. */
import { f32, sampleTensor, type OpSamples } from "@rensa/core";
import { expandDims } from "./expand-dims.ts";

/** Samples of expandDims. */
export const samples: OpSamples = {
  op: expandDims,
  samples: [
    { name: "in front", inputs: [sampleTensor([2, 3])], apply: (x) => expandDims(x, 0), torch: "x.unsqueeze(0)" },
    { name: "last", inputs: [sampleTensor([2, 3])], apply: (x) => expandDims(x, -1), torch: "x.unsqueeze(-1)" },
  ],
  errors: [{ name: "too far", inputs: [f32(2)], apply: (x) => expandDims(x, 3), code: "ATTRIBUTE_INVALID" }],
};
