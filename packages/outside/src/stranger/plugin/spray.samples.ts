/** Samples of spray. */
import { cast, reshape } from "@rensa/ops";
import { hostTensor, sampleTensor, type OpSamples, type Tensor } from "@rensa/core";
import { spray } from "./spray.ts";

/** Samples hand on tensors of any type, and the op takes keys. */
const pair = (key: Tensor): Tensor<readonly [2], "i32"> => cast(reshape(key, [2]), "i32");
const noReference = "its numbers are random";

export const spraySamples: OpSamples = {
  op: spray,
  samples: [
    {
      name: "a matrix",
      inputs: [hostTensor([7, 42], [2], "i32"), sampleTensor([3, 4])],
      apply: (key, x) => spray(pair(key), x),
      noReference,
    },
    {
      name: "a little of it",
      inputs: [hostTensor([7, 42], [2], "i32"), sampleTensor([5])],
      apply: (key, x) => spray(pair(key), x, { by: 0.1 }),
      noReference,
    },
  ],
};
