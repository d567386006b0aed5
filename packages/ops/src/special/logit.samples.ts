/** Samples of logit. */
import { f32, hostTensor, i32, type OpSamples, sampleTensor } from "@rensa/core";
import { logit } from "./logit.ts";

/** Samples of logit. */
export const samples: OpSamples = {
  op: logit,
  samples: [
    {
      name: "where floats end",
      inputs: [hostTensor(new Float64Array([0, -0, 1, 2, -1, Infinity, 0.5]))],
      apply: (x) => logit(x),
      notSmooth: "the infinities have no neighbors",
      torch: "torch.logit(p)",
    },

    {
      name: "probabilities",
      inputs: [sampleTensor([3, 5], 0.05, 0.95)],
      apply: (p) => logit(p),
      torch: "torch.logit(p)",
    },
    {
      name: "held",
      inputs: [hostTensor([0, 0.05, 0.3, 0.95, 1])],
      apply: (p) => logit(p, { epsilon: 0.1 }),
      torch: "torch.logit(p, eps=0.1)",
    },
    {
      name: "the ends and beyond",
      inputs: [hostTensor([0, 1, 2])],
      apply: (p) => logit(p),
      expected: [-Infinity, Infinity, Number.NaN],
      notSmooth: "it is infinite at its ends",
      torch: { none: "PyTorch has another derivative outside of 0 to 1" },
    },
  ],
  errors: [
    { name: "integers", inputs: [i32(2)], apply: (x) => logit(x), code: "DTYPE_MISMATCH" },
    {
      name: "an epsilon of one half",
      inputs: [f32(2)],
      apply: (p) => logit(p, { epsilon: 0.5 }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
