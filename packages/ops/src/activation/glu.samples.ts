/** Samples of glu. */
import { f32, type OpSamples, sampleTensor } from "@rensa/core";
import { glu } from "./glu.ts";

/** Samples of glu. */
export const samples: OpSamples = {
  op: glu,
  samples: [
    { name: "the last axis", inputs: [sampleTensor([3, 6])], apply: (x) => glu(x), torch: "F.glu(x)" },
    { name: "the first axis", inputs: [sampleTensor([4, 3], -3, 3)], apply: (x) => glu(x, 0), torch: "F.glu(x, 0)" },
    {
      name: "the gate relu",
      inputs: [sampleTensor([2, 6])],
      apply: (x) => glu(x, -1, { gate: "relu" }),
      torch: "x[:, :3] * F.relu(x[:, 3:])",
    },
    {
      name: "the gate gelu",
      inputs: [sampleTensor([2, 6])],
      apply: (x) => glu(x, -1, { gate: "gelu" }),
      torch: "x[:, :3] * F.gelu(x[:, 3:])",
    },
    {
      name: "the gate silu",
      inputs: [sampleTensor([2, 6])],
      apply: (x) => glu(x, -1, { gate: "silu" }),
      torch: "x[:, :3] * F.silu(x[:, 3:])",
    },
    {
      name: "the gate linear",
      inputs: [sampleTensor([2, 6])],
      apply: (x) => glu(x, -1, { gate: "linear" }),
      torch: "x[:, :3] * x[:, 3:]",
    },
  ],
  errors: [
    { name: "an odd axis", inputs: [f32(2, 3)], apply: (x) => glu(x), code: "SHAPE_MISMATCH" },
    { name: "an axis that is not there", inputs: [f32(2, 4)], apply: (x) => glu(x, 2), code: "ATTRIBUTE_INVALID" },
  ],
};
