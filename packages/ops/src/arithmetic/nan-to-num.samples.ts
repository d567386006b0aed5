/** Samples of nanToNum. */
import { hostTensor, type OpSamples, sampleTensor } from "@rensa/core";
import { nanToNum } from "./nan-to-num.ts";

/** Samples of nanToNum. */
export const samples: OpSamples = {
  op: nanToNum,
  samples: [
    {
      name: "the defaults",
      inputs: [hostTensor([1.5, Number.NaN, -2])],
      apply: (x) => nanToNum(x),
      expected: [1.5, 0, -2],
      notSmooth: "NaN has no neighbors",
      torch: "torch.nan_to_num(x)",
    },
    {
      name: "the defaults of f64",
      inputs: [hostTensor(new Float64Array([1.5, Number.NaN, Infinity, -Infinity]))],
      apply: (x) => nanToNum(x),
      expected: [1.5, 0, Number.MAX_VALUE, -Number.MAX_VALUE],
      notSmooth: "NaN and the infinities have no neighbors",
      torch: "torch.nan_to_num(x)",
    },
    {
      name: "others",
      inputs: [hostTensor([1.5, Number.NaN, -2, Infinity, -Infinity])],
      apply: (x) => nanToNum(x, { nan: 7, positiveInfinity: 8, negativeInfinity: -9 }),
      expected: [1.5, 7, -2, 8, -9],
      notSmooth: "NaN and the infinities have no neighbors",
      torch: "torch.nan_to_num(x, nan=7.0, posinf=8.0, neginf=-9.0)",
    },
    { name: "finite numbers", inputs: [sampleTensor([3, 5])], apply: (x) => nanToNum(x), torch: "torch.nan_to_num(x)" },
  ],
};
