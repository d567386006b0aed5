/** Samples of celu. */
import { f32, hostTensor, i32, type OpSamples, sampleTensor } from "@rensa/core";
import { celu } from "./celu.ts";

/** Samples of celu. */
export const samples: OpSamples = {
  op: celu,
  samples: [
    { name: "a matrix", inputs: [sampleTensor([3, 5], -3, 3)], apply: (x) => celu(x), torch: "F.celu(x)" },
    {
      name: "an alpha",
      inputs: [sampleTensor([7], -4, 2)],
      apply: (x) => celu(x, { alpha: 2.5 }),
      torch: "F.celu(x, 2.5)",
    },
    {
      name: "far from 0, and 0",
      inputs: [hostTensor([0, 500, -500])],
      apply: (x) => celu(x),
      expected: [0, 500, -1],
      notSmooth: "the second derivative jumps at 0",
      torch: "F.celu(x)",
    },
  ],
  errors: [
    { name: "integers", inputs: [i32(2)], apply: (x) => celu(x), code: "DTYPE_MISMATCH" },
    { name: "no alpha", inputs: [f32(2)], apply: (x) => celu(x, { alpha: 0 }), code: "ATTRIBUTE_INVALID" },
  ],
};
