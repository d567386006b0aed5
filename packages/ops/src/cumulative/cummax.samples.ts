/** Samples of cummax. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { cummax } from "./cummax.ts";

/** Samples of cummax. */
export const samples: OpSamples = {
  op: cummax,
  samples: [
    {
      name: "rows",
      inputs: [sampleTensor([2, 5])],
      apply: (x) => cummax(x).values,
      torch: "torch.cummax(x, 1).values",
    },
    {
      name: "the first axis, from the end",
      inputs: [sampleTensor([4, 3])],
      apply: (x) => cummax(x, -2, { reverse: true }).values,
      torch: "torch.cummax(x.flip(0), 0).values.flip(0)",
    },
    {
      name: "ties, of which the last has the gradient",
      inputs: [hostTensor([1, 3, 3, 2, 3, 5, 5])],
      apply: (x) => cummax(x).values,
      notSmooth: "the largest has a kink where two are equal",
      torch: "torch.cummax(x, 0).values",
    },
    {
      name: "the positions, with NaN",
      inputs: [hostTensor([1, 3, 3, Number.NaN, 9, Number.NaN, 1])],
      apply: (x) => cummax(x).indices,
      expected: [0, 1, 2, 3, 3, 5, 5],
      torch: "torch.cummax(x, 0).indices",
    },
    {
      name: "integers, exclusive",
      inputs: [hostTensor([4, 2, 5], [3], "i32")],
      apply: (x) => cummax(x, 0, { exclusive: true }).values,
      expected: [-2147483648, 4, 4],
      torch: "F.pad(torch.cummax(x, 0).values[:-1], (1, 0), value=-(2**31))",
    },
    {
      name: "exclusive positions, from the end",
      inputs: [hostTensor([4, 2, 5, 1])],
      apply: (x) => cummax(x, 0, { exclusive: true, reverse: true }).indices,
      expected: [2, 2, 3, -1],
      torch: { none: "it has no exclusive one" },
    },
  ],
  errors: [
    {
      name: "an axis that is not there",
      inputs: [f32(2, 3)],
      apply: (x) => cummax(x, 2).values,
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
