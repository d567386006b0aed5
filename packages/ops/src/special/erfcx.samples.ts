/** Samples of erfcx. */
import { hostTensor, i32, type OpSamples, sampleTensor } from "@rensa/core";
import { erfcx } from "./erfcx.ts";

/** Samples of erfcx. */
export const samples: OpSamples = {
  op: erfcx,
  torch: "torch.special.erfcx(x)",
  samples: [
    { name: "both signs", inputs: [sampleTensor([3, 5], -2, 6)], apply: (x) => erfcx(x) },
    { name: "small and large", inputs: [hostTensor([0, 0.3, -0.3, 4, 30, 1e6])], apply: (x) => erfcx(x) },
  ],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => erfcx(x), code: "DTYPE_MISMATCH" }],
};
