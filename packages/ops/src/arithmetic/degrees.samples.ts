/** Samples of degrees. */
import { type OpSamples, sampleTensor } from "@rensa/core";
import { degrees } from "./degrees.ts";

/** Samples of degrees. */
export const samples: OpSamples = {
  op: degrees,
  torch: "torch.rad2deg(x)",
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5])], apply: (x) => degrees(x) }],
  reference: (x) => x * (180 / Math.PI),
};
