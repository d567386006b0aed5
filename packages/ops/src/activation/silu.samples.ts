/** Samples of silu. */
import { hostTensor, i32, type OpSamples, sampleTensor } from "@rensa/core";
import { silu } from "./silu.ts";

/** Samples of silu. */
export const samples: OpSamples = {
  op: silu,
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
            -Number.MAX_VALUE,
            Number.MIN_VALUE,
            -Number.MIN_VALUE,
            1.5,
          ]),
        ),
      ],
      apply: (x) => silu(x),
      notSmooth: "the infinities have no neighbors",
    },
    { name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => silu(x) },
  ],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => silu(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => x / (1 + Math.exp(-x)),
  torch: "F.silu(x)",
};
