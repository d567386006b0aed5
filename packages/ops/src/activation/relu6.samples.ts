/** Samples of relu6. */
import { type OpSamples, sampleTensor } from "@rensa/core";
import { relu6 } from "./relu6.ts";

/** Samples of relu6. */
export const samples: OpSamples = {
  op: relu6,
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => relu6(x) }],
  reference: (x) => Math.min(Math.max(x, 0), 6),
};
