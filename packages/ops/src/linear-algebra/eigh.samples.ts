/** Samples of eigh. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { exp } from "../exponential/exp.ts";
import { mul } from "../arithmetic/mul.ts";
import { square } from "../arithmetic/square.ts";
import { matmul } from "../linear/matmul.ts";
import { eachColumn } from "./each-matrix.ts";
import { eigh } from "./eigh.ts";
import { symmetric } from "./sample-matrices.ts";

// PyTorch leaves the signs open; here the entry of largest magnitude of each vector is positive.
const torchVectors =
  "(v := torch.linalg.eigh(a + a.mT)[1], v * v.gather(-2, v.abs().argmax(-2, keepdim=True)).sign())[-1]";

/** Samples of eigh. */
export const samples: OpSamples = {
  op: eigh,
  samples: [
    {
      name: "values",
      inputs: [sampleTensor([4, 4])],
      apply: (x) => eigh(symmetric(x)).values,
      torch: "torch.linalg.eigh(a + a.mT)[0]",
    },
    {
      name: "vectors of a batch in float64",
      inputs: [sampleTensor([2, 3, 3], -2, 2, "f64")],
      apply: (x) => eigh(symmetric(x)).vectors,
      torch: torchVectors,
    },
    {
      name: "vectors",
      inputs: [sampleTensor([4, 4])],
      apply: (x) => eigh(symmetric(square(x))).vectors,
      torch: torchVectors.replace("a + a.mT", "a * a + (a * a).mT"),
    },
    {
      name: "a function of a matrix, which does not depend on signs",
      inputs: [sampleTensor([3, 3], -0.5, 0.5)],
      apply: (x) => {
        const { values, vectors } = eigh(symmetric(x));
        return matmul(mul(vectors, exp(eachColumn(values))), vectors, { transposeB: true });
      },
      torch: "torch.linalg.matrix_exp(a + a.mT)",
    },
    {
      name: "values that are equal",
      inputs: [
        hostTensor([
          [2, 0],
          [0, 2],
        ]),
      ],
      apply: (x) => eigh(x).values,
      expected: [2, 2],
      notSmooth: "values have a kink where they are equal",
      torch: "torch.linalg.eigvalsh(a)",
    },
  ],
  errors: [{ name: "a wide matrix", inputs: [f32(2, 3)], apply: (a) => eigh(a).values, code: "SHAPE_MISMATCH" }],
};
