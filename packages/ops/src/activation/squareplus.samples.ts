/** Samples of squareplus. */
import { f32, i32, type OpSamples, sampleTensor } from "@rensa/core";
import { squareplus } from "./squareplus.ts";

/** Samples of squareplus. */
export const samples: OpSamples = {
  op: squareplus,
  samples: [
    {
      name: "a matrix",
      inputs: [sampleTensor([3, 5], -3, 3)],
      apply: (x) => squareplus(x),
      torch: "(x + torch.sqrt(x ** 2 + 4)) / 2",
    },
    {
      name: "sharper",
      inputs: [sampleTensor([7], -3, 3)],
      apply: (x) => squareplus(x, { b: 0.5 }),
      torch: "(x + torch.sqrt(x ** 2 + 0.5)) / 2",
    },
  ],
  errors: [
    { name: "integers", inputs: [i32(2)], apply: (x) => squareplus(x), code: "DTYPE_MISMATCH" },
    { name: "a negative b", inputs: [f32(2)], apply: (x) => squareplus(x, { b: -1 }), code: "ATTRIBUTE_INVALID" },
  ],
};
