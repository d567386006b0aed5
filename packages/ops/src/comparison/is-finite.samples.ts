/** Samples of isFinite. */
import { type OpSamples, sampleTensor } from "@rensa/core";
import { isFinite } from "./is-finite.ts";

/** Samples of isFinite. */
export const samples: OpSamples = {
  op: isFinite,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => isFinite(x) }],
  reference: (x) => Number(Number.isFinite(x)),
  torch: "torch.isfinite(x)",
};
