/** Samples of loudnessNorm. */
import { sampleTensor, type OpSamples } from "@rensa/core";
import { loudnessNorm } from "./loudness-norm.ts";

/** Samples of loudnessNorm. */
export const samples: OpSamples = {
  op: loudnessNorm,
  samples: [{ name: "rows", inputs: [sampleTensor([3, 4])], apply: (x) => loudnessNorm(x) }],
};
