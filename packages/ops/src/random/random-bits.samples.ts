/** Samples of randomBits. The expected words are the known answers of Threefry-2x32-20 (Random123, kat_vectors). */
import { hostTensor, type OpSamples, type Tensor } from "@rensa/core";
import { randomBits } from "./random-bits.ts";

/** Samples of randomBits. */
export const samples: OpSamples = {
  op: randomBits,
  samples: [
    {
      name: "the known answer, first word",
      inputs: [hostTensor([0, 0], [2], "i32")],
      apply: (k: Tensor<readonly [2], "i32">) => randomBits(k, [1]),
      expected: [0x6b200159],
    },
    {
      name: "the known answer, second word",
      inputs: [hostTensor([0, 0], [2], "i32")],
      apply: (k: Tensor<readonly [2], "i32">) => randomBits(k, [1], 1),
      expected: [0x99ba4efe | 0],
    },
    {
      name: "a matrix",
      inputs: [hostTensor([7, 42], [2], "i32")],
      apply: (k: Tensor<readonly [2], "i32">) => randomBits(k, [3, 4]),
    },
  ],
  torch: { none: "its random numbers are those of Threefry-2x32, and PyTorch has other generators" },
};
