/** Samples of logicalNot. */
import { type OpSamples, sampleTensor } from "@rensa/core";
import { logicalNot } from "./logical-not.ts";

/** Samples of logicalNot. */
export const samples: OpSamples = {
  op: logicalNot,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], 0, 2, "bool")], apply: (x) => logicalNot(x) }],
  reference: (x) => 1 - x,
  torch: "torch.logical_not(x)",
};
