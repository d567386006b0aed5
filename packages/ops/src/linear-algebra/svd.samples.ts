/** Samples of svd. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { matmul } from "../linear/matmul.ts";
import { svd } from "./svd.ts";

// PyTorch leaves the signs open; here the entry of largest magnitude of each column of u is positive.
const signs =
  "d := torch.linalg.svd(a, full_matrices=False), t := d.U.gather(-2, d.U.abs().argmax(-2, keepdim=True)).sign()";
const torchU = `(${signs}, d.U * t)[-1]`;
const torchV = `(${signs}, d.Vh.mT * t)[-1]`;

/** Samples of svd. */
export const samples: OpSamples = {
  op: svd,
  samples: [
    { name: "u of a tall matrix", inputs: [sampleTensor([4, 3])], apply: (a) => svd(a).u, torch: torchU },
    { name: "v of a tall matrix", inputs: [sampleTensor([4, 3])], apply: (a) => svd(a).v, torch: torchV },
    { name: "u of a wide matrix", inputs: [sampleTensor([2, 4])], apply: (a) => svd(a).u, torch: torchU },
    { name: "v of a wide matrix", inputs: [sampleTensor([2, 4])], apply: (a) => svd(a).v, torch: torchV },
    {
      name: "values of a batch in float64",
      inputs: [sampleTensor([2, 3, 3], -2, 2, "f64")],
      apply: (a) => svd(a).s,
      torch: "torch.linalg.svdvals(a)",
    },
    {
      name: "the nearest orthogonal matrix, which does not depend on signs",
      inputs: [sampleTensor([3, 3])],
      apply: (a) => {
        const { u, v } = svd(a);
        return matmul(u, v, { transposeB: true });
      },
      torch: "(d := torch.linalg.svd(a), d.U @ d.Vh)[-1]",
    },
    {
      name: "values of a matrix of rank 1",
      inputs: [
        hostTensor([
          [3, 0],
          [4, 0],
        ]),
      ],
      apply: (a) => svd(a).s,
      expected: [5, 0],
      notSmooth: "the value 0 has a kink",
      torch: { none: "the gradient at a kink depends on the choice of vectors" },
    },
  ],
  errors: [{ name: "a vector", inputs: [f32(3)], apply: (a) => svd(a).s, code: "RANK_MISMATCH" }],
};
