/** Samples of xlog1py. */
import { f32, hostTensor, i32, type OpSamples, sampleTensor } from "@rensa/core";
import { xlog1py } from "./xlog1py.ts";

/** Samples of xlog1py. */
export const samples: OpSamples = {
  op: xlog1py,
  torch: "torch.special.xlog1py(x, y)",
  samples: [
    {
      name: "a row that broadcasts",
      inputs: [sampleTensor([3, 4], -2, 2), sampleTensor([4], -0.7, 3)],
      apply: (x, y) => xlog1py(x, y),
    },
    {
      name: "zeros",
      inputs: [hostTensor([0, 0, 0, 2]), hostTensor([-1, 2, Infinity, -1])],
      apply: (x, y) => xlog1py(x, y),
      expected: [0, 0, 0, -Infinity],
      notSmooth: "the logarithm is infinite at its end",
      torch: { none: "PyTorch has NaN as the derivative at two zeros" },
    },
  ],
  errors: [
    {
      name: "shapes that do not broadcast",
      inputs: [f32(2, 3), f32(4)],
      apply: (x, y) => xlog1py(x, y),
      code: "SHAPE_MISMATCH",
    },
    { name: "integers", inputs: [i32(2), i32(2)], apply: (x, y) => xlog1py(x, y), code: "DTYPE_MISMATCH" },
  ],
};
