/** Samples of topK. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { topK } from "./top-k.ts";

/** Samples of topK. */
export const samples: OpSamples = {
  op: topK,
  samples: [
    {
      name: "values of rows",
      inputs: [sampleTensor([2, 5])],
      apply: (x) => topK(x, 3).values,
      torch: "x.topk(3).values",
    },
    {
      name: "positions of rows",
      inputs: [sampleTensor([2, 5])],
      apply: (x) => topK(x, 3).indices,
      torch: "x.topk(3).indices",
    },
    {
      name: "the smallest along the first axis",
      inputs: [sampleTensor([4, 3])],
      apply: (x) => topK(x, 2, -2, { smallest: true }).values,
      torch: "x.topk(2, 0, largest=False).values",
    },
    {
      name: "ties, of which the first counts",
      inputs: [hostTensor([2, 5, 1, 5, 2])],
      apply: (x) => topK(x, 3).indices,
      expected: [1, 3, 0],
      torch: "x.sort(descending=True, stable=True).indices[:3]",
    },
    {
      name: "NaN",
      inputs: [hostTensor([2, 5, Number.NaN])],
      apply: (x) => topK(x, 2).values,
      expected: [Number.NaN, 5],
      notSmooth: "NaN",
      torch: "x.topk(2).values",
    },
  ],
  errors: [
    { name: "more than there are", inputs: [f32(2, 3)], apply: (x) => topK(x, 4).values, code: "ATTRIBUTE_INVALID" },
    {
      name: "an axis that is not there",
      inputs: [f32(2, 3)],
      apply: (x) => topK(x, 1, 2).values,
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
