/** Samples of argsort. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { argsort } from "./argsort.ts";

/** Samples of argsort. */
export const samples: OpSamples = {
  op: argsort,
  samples: [
    {
      name: "rows",
      inputs: [sampleTensor([2, 5])],
      apply: (x) => argsort(x),
      torch: "torch.argsort(x, dim=1, stable=True)",
    },
    {
      name: "the middle axis, of many elements",
      inputs: [sampleTensor([1, 40, 2])],
      apply: (x) => argsort(x, -2, { descending: true }),
      torch: "torch.argsort(x, dim=1, descending=True, stable=True)",
    },
    {
      name: "ties, zeros and NaN",
      inputs: [hostTensor([1, Number.NaN, 0, 1, -0, -Infinity, Number.NaN, Infinity])],
      apply: (x) => argsort(x),
      expected: [5, 2, 4, 0, 3, 7, 1, 6],
      torch: "torch.argsort(x, dim=0, stable=True)",
    },
    {
      name: "ties, zeros and NaN, descending",
      inputs: [hostTensor([1, Number.NaN, 0, 1, -0, -Infinity, Number.NaN, Infinity])],
      apply: (x) => argsort(x, 0, { descending: true }),
      expected: [1, 6, 7, 0, 3, 2, 4, 5],
      torch: "torch.argsort(x, dim=0, descending=True, stable=True)",
    },
    {
      name: "integers",
      inputs: [hostTensor([3, -1, 3, 2147483647, -2147483648], [5], "i32")],
      apply: (x) => argsort(x),
      expected: [4, 1, 0, 2, 3],
      torch: "torch.argsort(x, dim=0, stable=True)",
    },
  ],
  errors: [
    { name: "an axis that is not there", inputs: [f32(2, 3)], apply: (x) => argsort(x, 2), code: "ATTRIBUTE_INVALID" },
    { name: "a scalar", inputs: [f32()], apply: (x) => argsort(x), code: "ATTRIBUTE_INVALID" },
  ],
};
