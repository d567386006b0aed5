/** Samples of rmsNorm. */
import { sampleTensor, type OpSamples } from "@rensa/core";
import { rmsNorm } from "./rms-norm.ts";

/** Samples of rmsNorm. */
export const samples: OpSamples = {
  op: rmsNorm,
  samples: [{ name: "rows", inputs: [sampleTensor([3, 4])], apply: (x) => rmsNorm(x) }],
};
