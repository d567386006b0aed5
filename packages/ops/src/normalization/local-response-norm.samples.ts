/** Samples of localResponseNorm. */
import { f32, i32, sampleTensor, type OpSamples } from "@rensa/core";
import { localResponseNorm } from "./local-response-norm.ts";

/** Samples of localResponseNorm. */
export const samples: OpSamples = {
  op: localResponseNorm,
  samples: [
    {
      name: "three channels",
      inputs: [sampleTensor([2, 3, 5])],
      apply: (x) => localResponseNorm(x, 3, { alpha: 0.5 }),
      torch: "F.local_response_norm(x.movedim(-1, 1), 3, alpha=0.5).movedim(1, -1)",
    },
    {
      name: "an even size, all options",
      inputs: [sampleTensor([2, 3, 5])],
      apply: (x) => localResponseNorm(x, 4, { alpha: 2, beta: 0.5, k: 2 }),
      torch: "F.local_response_norm(x.movedim(-1, 1), 4, alpha=2.0, beta=0.5, k=2.0).movedim(1, -1)",
    },
    {
      name: "more than there are",
      inputs: [sampleTensor([3, 2, 2])],
      apply: (x) => localResponseNorm(x, 7, { alpha: 1 }),
      torch: "F.local_response_norm(x.movedim(-1, 1), 7, alpha=1.0).movedim(1, -1)",
    },
    {
      name: "by default",
      inputs: [sampleTensor([4])],
      apply: (x) => localResponseNorm(x, 1),
      torch: "x / (1 + 1e-4 * x.square()) ** 0.75",
    },
  ],
  errors: [
    { name: "a size of 0", inputs: [f32(2, 3)], apply: (x) => localResponseNorm(x, 0), code: "ATTRIBUTE_INVALID" },
    { name: "a number", inputs: [f32()], apply: (x) => localResponseNorm(x, 1), code: "RANK_MISMATCH" },
    { name: "integers", inputs: [i32(3)], apply: (x) => localResponseNorm(x, 1), code: "DTYPE_MISMATCH" },
  ],
};
