/** Samples of lgamma. */
import { hostTensor, i32, type OpSamples, sampleTensor } from "@rensa/core";
import { lgamma } from "./lgamma.ts";

/** Samples of lgamma. */
export const samples: OpSamples = {
  op: lgamma,
  torch: "torch.lgamma(x)",
  samples: [
    { name: "small and large", inputs: [sampleTensor([3, 5], 0.1, 20)], apply: (x) => lgamma(x) },
    {
      name: "factorials",
      inputs: [hostTensor([1, 2, 3, 5, 11, 1001])],
      apply: (x) => lgamma(x),
      expected: [0, 0, 0.6931471805599453, 3.178053830347946, 15.104412573075516, 5912.128178488163],
    },
    { name: "negative numbers", inputs: [hostTensor([-0.4, -1.3, -2.5])], apply: (x) => lgamma(x) },
    {
      name: "0 and infinity",
      inputs: [hostTensor([0, Infinity])],
      apply: (x) => lgamma(x),
      expected: [Infinity, Infinity],
      notSmooth: "it is infinite there",
    },
  ],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => lgamma(x), code: "DTYPE_MISMATCH" }],
};
