/** Samples of isNan. */
import { type OpSamples, sampleTensor } from "@rensa/core";
import { isNan } from "./is-nan.ts";

/** Samples of isNan. */
export const samples: OpSamples = {
  op: isNan,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => isNan(x) }],
  reference: (x) => Number(Number.isNaN(x)),
  torch: "torch.isnan(x)",
};
