/** Samples of hardTanh. */
import { f32, hostTensor, type OpSamples, sampleTensor } from "@rensa/core";
import { hardTanh } from "./hard-tanh.ts";

/** Samples of hardTanh. */
export const samples: OpSamples = {
  op: hardTanh,
  samples: [
    { name: "a matrix", inputs: [sampleTensor([3, 5], -3, 3)], apply: (x) => hardTanh(x), torch: "F.hardtanh(x)" },
    {
      name: "other bounds",
      inputs: [sampleTensor([7], -3, 3)],
      apply: (x) => hardTanh(x, { min: -2, max: 0.5 }),
      torch: "F.hardtanh(x, -2.0, 0.5)",
    },
    {
      name: "the bounds",
      inputs: [hostTensor([-1, 1, 0, Number.NaN])],
      apply: (x) => hardTanh(x),
      expected: [-1, 1, 0, Number.NaN],
      notSmooth: "it has corners at the bounds",
      torch: "F.hardtanh(x)",
    },
  ],
  errors: [
    {
      name: "bounds in the wrong order",
      inputs: [f32(2)],
      apply: (x) => hardTanh(x, { min: 1, max: -1 }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
