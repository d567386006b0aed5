/** Samples of digamma. */
import { hostTensor, i32, type OpSamples, sampleTensor } from "@rensa/core";
import { digamma } from "./digamma.ts";

/** Samples of digamma. */
export const samples: OpSamples = {
  op: digamma,
  samples: [
    { name: "from 4 on", inputs: [sampleTensor([3, 5], 4, 30)], apply: (x) => digamma(x), torch: "torch.digamma(x)" },
    {
      name: "near 0 and the root",
      inputs: [hostTensor([0.1, 0.5, 1, 1.4616, 2.5])],
      apply: (x) => digamma(x),
      expected: [-10.423754940411076, -1.9635100260214235, -0.5772156649015329, -0.0000310871, 0.7031566406452432],
      torch: "torch.digamma(x).detach() + torch.special.zeta(2, x.detach()) * (x - x.detach())",
    },
    {
      name: "negative numbers",
      inputs: [hostTensor([-0.4, -1.3, -2.5])],
      apply: (x) => digamma(x),
      torch:
        "torch.digamma(x).detach() + (torch.special.zeta(2, x.detach() + 4) + sum((x.detach() + k) ** -2.0 for k in range(4))) * (x - x.detach())",
    },
    {
      name: "the poles",
      inputs: [hostTensor([0, -1, -2])],
      apply: (x) => digamma(x),
      expected: [-Infinity, Number.NaN, Number.NaN],
      notSmooth: "it is infinite at its poles",
      torch: { none: "PyTorch's trigamma is finite at the poles" },
    },
  ],
  errors: [{ name: "integers", inputs: [i32(2)], apply: (x) => digamma(x), code: "DTYPE_MISMATCH" }],
};
