/** Samples of logNdtr. */
import { hostTensor, i32, type OpSamples, sampleTensor } from "@rensa/core";
import { logNdtr } from "./log-ndtr.ts";

/** Samples of logNdtr. */
export const samples: OpSamples = {
  op: logNdtr,
  torch: "torch.special.log_ndtr(x)",
  samples: [
    { name: "both signs", inputs: [sampleTensor([3, 5], -4, 4)], apply: (x) => logNdtr(x) },
    { name: "the tails", inputs: [hostTensor([-100, -8, 0, 8])], apply: (x) => logNdtr(x) },
  ],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => logNdtr(x), code: "DTYPE_MISMATCH" }],
};
