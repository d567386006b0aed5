/** Samples of relu. */
import { type OpSamples, sampleTensor } from "@rensa/core";
import { relu } from "./relu.ts";

/** Samples of relu. */
export const samples: OpSamples = {
  op: relu,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => relu(x) }],
  reference: (x) => Math.max(x, 0),
};
