/** Samples of cast. */
import { hostTensor, type OpSamples } from "@rensa/core";
import { cast } from "./cast.ts";

/** Samples of cast. */
export const samples: OpSamples = {
  op: cast,
  samples: [
    {
      name: "from doubles",
      inputs: [hostTensor([1.5, -2, 0], [3], "f64")],
      apply: (x) => cast(x, "f32"),
      notSmooth: "float32 rounds the steps of finite differences away",
      torch: "x.float()",
    },
    {
      name: "to integers",
      inputs: [hostTensor([1.7, -1.7, 0])],
      apply: (x) => cast(x, "i32"),
      expected: [1, -1, 0],
      torch: "x.to(torch.int32)",
    },
    {
      name: "to booleans",
      inputs: [hostTensor([1.7, -1.7, 0])],
      apply: (x) => cast(x, "bool"),
      expected: [true, true, false],
      torch: "x.to(torch.bool)",
    },
  ],
};
