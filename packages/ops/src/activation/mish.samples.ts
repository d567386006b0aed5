/** Samples of mish. */
import { hostTensor, i32, type OpSamples, sampleTensor } from "@rensa/core";
import { mish } from "./mish.ts";

/** Samples of mish. */
export const samples: OpSamples = {
  op: mish,
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
      apply: (x) => mish(x),
      notSmooth: "the infinities have no neighbors",
    },
    { name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => mish(x) },
  ],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => mish(x), code: "DTYPE_MISMATCH" }],
  reference: (x) => x * Math.tanh(Math.log1p(Math.exp(x))),
  torch: "F.mish(x)",
};
