/** Samples of sinc. */
import { hostTensor, i32, type OpSamples, sampleTensor } from "@rensa/core";
import { sinc } from "./sinc.ts";

/** Samples of sinc. */
export const samples: OpSamples = {
  op: sinc,
  torch: "torch.sinc(x)",
  samples: [
    { name: "both signs", inputs: [sampleTensor([3, 5], -3, 3)], apply: (x) => sinc(x) },
    { name: "near 0", inputs: [hostTensor([0, 0.1, -0.2, 0.3])], apply: (x) => sinc(x) },
    {
      name: "integers as floats",
      inputs: [hostTensor([1, -2, 3])],
      apply: (x) => sinc(x),
      expected: [0, 0, 0],
      torch: { none: "it is 4e-17 at integers" },
    },
  ],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => sinc(x), code: "DTYPE_MISMATCH" }],
};
