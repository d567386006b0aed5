/** Samples of gelu. */
import { hostTensor, i32, type OpSamples, sampleTensor } from "@rensa/core";
import { errorFunction } from "@rensa/core/compiler";
import { gelu } from "./gelu.ts";

/** Samples of gelu. */
export const samples: OpSamples = {
  op: gelu,
  samples: [
    { name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => gelu(x), torch: "F.gelu(x)" },
    {
      name: "the tanh formula",
      inputs: [hostTensor([0, 1, -1])],
      apply: (x) => gelu(x, { approximate: "tanh" }),
      expected: [0, 0.841192, -0.158808],
      torch: "F.gelu(x, approximate='tanh')",
    },
  ],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => gelu(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => 0.5 * x * (1 + errorFunction(x * Math.SQRT1_2)),
};
