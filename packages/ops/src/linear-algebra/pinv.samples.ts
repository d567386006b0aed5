/** Samples of pinv. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { matmul } from "../linear/matmul.ts";
import { pinv } from "./pinv.ts";

/** Samples of pinv. */
export const samples: OpSamples = {
  op: pinv,
  torch: "torch.linalg.pinv(a)",
  samples: [
    { name: "a tall matrix", inputs: [sampleTensor([4, 3])], apply: (a) => pinv(a) },
    {
      name: "a batch of wide matrices in float64",
      inputs: [sampleTensor([2, 2, 3], -2, 2, "f64")],
      apply: (a) => pinv(a),
    },
    {
      name: "a matrix of rank 1",
      inputs: [sampleTensor([3, 1])],
      apply: (x) => pinv(matmul(x, x, { transposeB: true }), { relativeTolerance: 1e-4 }),
      torch: "torch.linalg.pinv(a @ a.mT, rtol=1e-4)",
    },
    {
      name: "a tolerance that leaves values out",
      inputs: [
        hostTensor([
          [4, 0],
          [0, 1],
        ]),
      ],
      apply: (a) => pinv(a, { relativeTolerance: 0.5 }),
      expected: [
        [0.25, 0],
        [0, 0],
      ],
      notSmooth: "the formula of the gradient holds where the rank is constant",
      torch: { none: "the gradient holds where the rank is constant" },
    },
  ],
  errors: [
    { name: "a vector", inputs: [f32(3)], apply: (a) => pinv(a), code: "RANK_MISMATCH" },
    {
      name: "a negative tolerance",
      inputs: [f32(2, 2)],
      apply: (a) => pinv(a, { relativeTolerance: -1 }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
