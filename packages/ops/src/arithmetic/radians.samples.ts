/** Samples of radians. */
import { type OpSamples, sampleTensor } from "@rensa/core";
import { radians } from "./radians.ts";

/** Samples of radians. */
export const samples: OpSamples = {
  op: radians,
  torch: "torch.deg2rad(x)",
  samples: [{ name: "a matrix", inputs: [sampleTensor([3, 5], -360, 360)], apply: (x) => radians(x) }],
  reference: (x) => x * (Math.PI / 180),
};
