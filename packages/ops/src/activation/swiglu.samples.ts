/** Samples of swiglu. */
import { f32, type OpSamples, sampleTensor } from "@rensa/core";
import { swiglu } from "./swiglu.ts";

/** Samples of swiglu. */
export const samples: OpSamples = {
  op: swiglu,
  torch: "F.silu(gate) * value",
  samples: [
    {
      name: "matrices",
      inputs: [sampleTensor([3, 5], -3, 3), sampleTensor([3, 5], -1, 2)],
      apply: (gate, value) => swiglu(gate, value),
    },
    {
      name: "a row that broadcasts",
      inputs: [sampleTensor([3, 5], -3, 3), sampleTensor([5], -1, 2)],
      apply: (gate, value) => swiglu(gate, value),
    },
  ],
  errors: [
    {
      name: "shapes that do not broadcast",
      inputs: [f32(2, 3), f32(4)],
      apply: (gate, value) => swiglu(gate, value),
      code: "SHAPE_MISMATCH",
    },
  ],
  reference: (gate, value) => (gate / (1 + Math.exp(-gate))) * value,
};
