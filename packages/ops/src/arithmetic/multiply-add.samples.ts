/** Samples of multiplyAdd. */
import { f32, hostTensor, type OpSamples, sampleTensor } from "@rensa/core";
import { multiplyAdd } from "./multiply-add.ts";

/** Samples of multiplyAdd. */
export const samples: OpSamples = {
  op: multiplyAdd,
  torch: "a * b + c",
  samples: [
    {
      name: "three shapes",
      inputs: [sampleTensor([3, 5]), sampleTensor([5], -1, 2), sampleTensor([3, 1], 0, 3)],
      apply: (a, b, c) => multiplyAdd(a, b, c),
    },
    {
      name: "a number",
      inputs: [sampleTensor([3]), sampleTensor([3], 0, 1)],
      apply: (a, c) => multiplyAdd(a, 2.5, c),
      torch: "a * 2.5 + b",
    },
    {
      name: "integers",
      inputs: [hostTensor([2, -3], [2], "i32"), hostTensor([5, 7], [2], "i32"), hostTensor([1, 1], [2], "i32")],
      apply: (a, b, c) => multiplyAdd(a, b, c),
      expected: [11, -20],
    },
  ],
  errors: [
    {
      name: "shapes that do not broadcast",
      inputs: [f32(2, 3), f32(3), f32(4)],
      apply: (a, b, c) => multiplyAdd(a, b, c),
      code: "SHAPE_MISMATCH",
    },
  ],
};
