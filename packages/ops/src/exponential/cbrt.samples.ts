/** Samples of cbrt. */
import { hostTensor, i32, type OpSamples, sampleTensor } from "@rensa/core";
import { cbrt } from "./cbrt.ts";

/** Samples of cbrt. */
export const samples: OpSamples = {
  op: cbrt,
  torch: "torch.sign(x) * torch.abs(x) ** (1 / 3)",
  samples: [
    { name: "both signs", inputs: [sampleTensor([3, 5], -3.1, 3)], apply: (x) => cbrt(x) },
    { name: "cubes", inputs: [hostTensor([-8, -1, 27, 1000])], apply: (x) => cbrt(x), expected: [-2, -1, 3, 10] },
  ],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => cbrt(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => Math.cbrt(x),
};
