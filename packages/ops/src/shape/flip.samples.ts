/** Samples of flip. */
import { f32, sampleTensor, type OpSamples } from "@rensa/core";
import { flip } from "./flip.ts";

/** Samples of flip. */
export const samples: OpSamples = {
  op: flip,
  samples: [{ name: "both axes", inputs: [sampleTensor([2, 3])], apply: (x) => flip(x, [0, 1]) }],
  errors: [{ name: "too far", inputs: [f32(2)], apply: (x) => flip(x, 3), code: "ATTRIBUTE_INVALID" }],
  torch: "torch.flip(x, (0, 1))",
};
