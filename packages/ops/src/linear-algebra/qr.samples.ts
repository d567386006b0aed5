/** Samples of qr. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { qr } from "./qr.ts";

// PyTorch leaves the signs open; here the diagonal of r is not negative.
const signs = "s := torch.linalg.qr(a), t := s.R.diagonal(dim1=-2, dim2=-1).sign()";
const torchQ = `(${signs}, s.Q * t.unsqueeze(-2))[-1]`;
const torchR = `(${signs}, s.R * t.unsqueeze(-1))[-1]`;

/** Samples of qr. */
export const samples: OpSamples = {
  op: qr,
  samples: [
    { name: "a square matrix, q", inputs: [sampleTensor([3, 3])], apply: (a) => qr(a).q, torch: torchQ },
    {
      name: "a batch in float64, r",
      inputs: [sampleTensor([2, 4, 3], -2, 2, "f64")],
      apply: (a) => qr(a).r,
      torch: torchR,
    },
    { name: "a tall matrix, q", inputs: [sampleTensor([5, 3])], apply: (a) => qr(a).q, torch: torchQ },
    { name: "a wide matrix, q", inputs: [sampleTensor([3, 5])], apply: (a) => qr(a).q, torch: torchQ },
    { name: "a wide matrix, r", inputs: [sampleTensor([3, 5])], apply: (a) => qr(a).r, torch: torchR },
    {
      name: "a column, whose length is r",
      inputs: [hostTensor([[-3], [4]])],
      apply: (a) => qr(a).r,
      expected: [[5]],
      torch: torchR,
    },
  ],
  errors: [{ name: "a vector", inputs: [f32(3)], apply: (a) => qr(a).r, code: "RANK_MISMATCH" }],
};
