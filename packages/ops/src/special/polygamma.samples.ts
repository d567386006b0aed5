/** Samples of polygamma. */
import { f32, hostTensor, i32, type OpSamples, sampleTensor } from "@rensa/core";
import { polygamma } from "./polygamma.ts";

/** Samples of polygamma. */
export const samples: OpSamples = {
  op: polygamma,
  samples: [
    {
      name: "trigamma",
      inputs: [sampleTensor([3, 5], 0.3, 12)],
      apply: (x) => polygamma(x),
      torch: "torch.special.zeta(2, x)",
    },
    {
      name: "the second order",
      inputs: [sampleTensor([7], 0.4, 6)],
      apply: (x) => polygamma(x, { order: 2 }),
      torch: "torch.polygamma(2, x)",
    },
    {
      name: "the fifth",
      inputs: [sampleTensor([4], 1, 4)],
      apply: (x) => polygamma(x, { order: 5 }),
      torch: "torch.polygamma(5, x)",
    },
    {
      name: "negative numbers",
      inputs: [hostTensor([-0.4, -1.3, -2.5])],
      apply: (x) => polygamma(x, { order: 2 }),
      torch: "torch.polygamma(2, x)",
    },
    {
      name: "negative numbers, trigamma",
      inputs: [hostTensor([-0.5, -1.3])],
      apply: (x) => polygamma(x),
      expected: [8.934802200544679, 14.5368762441371],
      torch: "torch.special.zeta(2, x + 4) + sum((x + k) ** -2.0 for k in range(4))",
    },
  ],
  errors: [
    { name: "integers", inputs: [i32(2)], apply: (x) => polygamma(x), code: "DTYPE_MISMATCH" },
    { name: "order 0", inputs: [f32(2)], apply: (x) => polygamma(x, { order: 0 }), code: "ATTRIBUTE_INVALID" },
  ],
};
