/** Samples of cumprod. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { cumprod } from "./cumprod.ts";

/** Samples of cumprod. */
export const samples: OpSamples = {
  op: cumprod,
  samples: [
    { name: "rows", inputs: [sampleTensor([2, 5])], apply: (x) => cumprod(x), torch: "torch.cumprod(x, 1)" },
    {
      name: "the first axis, from the end",
      inputs: [sampleTensor([4, 3])],
      apply: (x) => cumprod(x, -2, { reverse: true }),
      torch: "torch.cumprod(x.flip(0), 0).flip(0)",
    },
    {
      name: "zeros",
      inputs: [hostTensor([2, 0, 3, -1.5, 0, 0.5])],
      apply: (x) => cumprod(x),
      expected: [2, 0, 0, 0, 0, 0],
      torch: "torch.cumprod(x, 0)",
    },
    {
      name: "exclusive",
      inputs: [hostTensor([2, -1, 3, 0.5])],
      apply: (x) => cumprod(x, 0, { exclusive: true }),
      expected: [1, 2, -2, -6],
      torch: "torch.cat([torch.ones(1, dtype=x.dtype), torch.cumprod(x, 0)[:-1]])",
    },
    {
      name: "one element",
      inputs: [hostTensor([[3], [4]])],
      apply: (x) => cumprod(x),
      expected: [[3], [4]],
      torch: "torch.cumprod(x, 1)",
    },
  ],
  errors: [
    { name: "an axis that is not there", inputs: [f32(2, 3)], apply: (x) => cumprod(x, 2), code: "ATTRIBUTE_INVALID" },
  ],
};
