/** Samples of quickGelu. */
import { hostTensor, i32, type OpSamples, sampleTensor } from "@rensa/core";
import { quickGelu } from "./quick-gelu.ts";

/** Samples of quickGelu. */
export const samples: OpSamples = {
  op: quickGelu,
  torch: "x * torch.sigmoid(1.702 * x)",
  samples: [
    {
      name: "where floats end",
      inputs: [
        hostTensor(
          new Float64Array([
            0,
            -0,
            Infinity,
            -Infinity,
            Number.MAX_VALUE,
            -Number.MAX_VALUE / 2,
            Number.MIN_VALUE,
            -Number.MIN_VALUE,
            1.5,
          ]),
        ),
      ],
      apply: (x) => quickGelu(x),
      notSmooth: "the infinities have no neighbors",
      torch: "x * torch.sigmoid(1.702 * x)",
    },

    { name: "a matrix", inputs: [sampleTensor([3, 5], -3, 3)], apply: (x) => quickGelu(x) },
    { name: "far from 0", inputs: [hostTensor([500, -500, 0])], apply: (x) => quickGelu(x), expected: [500, 0, 0] },
  ],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => quickGelu(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => x / (1 + Math.exp(-1.702 * x)),
};
