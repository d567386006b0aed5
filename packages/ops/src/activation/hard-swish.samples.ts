/** Samples of hardSwish. */
import { type OpSamples, sampleTensor, hostTensor } from "@rensa/core";
import { hardSwish } from "./hard-swish.ts";

/** Samples of hardSwish. */
export const samples: OpSamples = {
  op: hardSwish,
  samples: [
    {
      name: "where floats end",
      inputs: [
        hostTensor(new Float64Array([0, -0, Infinity, -Number.MAX_VALUE, Number.MIN_VALUE, -Number.MIN_VALUE, 1.5])),
      ],
      apply: (x) => hardSwish(x),
      notSmooth: "the infinities have no neighbors",
    },

    { name: "a matrix", inputs: [sampleTensor([3, 5], -2, 2)], apply: (x) => hardSwish(x) },
    {
      name: "the kinks",
      inputs: [hostTensor([-3, 3, 10, -4])],
      apply: (x) => hardSwish(x),
      notSmooth: "it has kinks at -3 and 3",
    },
  ],
  reference: (x) => (x <= -3 ? 0 : x * Math.min(Math.max(x / 6 + 0.5, 0), 1)),
  torch: "F.hardswish(x)",
};
