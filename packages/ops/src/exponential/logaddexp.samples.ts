/** Samples of logaddexp. */
import { f32, hostTensor, type OpSamples, sampleTensor } from "@rensa/core";
import { logaddexp } from "./logaddexp.ts";

/** Samples of logaddexp. */
export const samples: OpSamples = {
  op: logaddexp,
  torch: "torch.logaddexp(a, b)",
  samples: [
    {
      name: "a row that broadcasts",
      inputs: [sampleTensor([3, 4], -3, 3), sampleTensor([4], -2, 2)],
      apply: (a, b) => logaddexp(a, b),
    },
    { name: "equal ones", inputs: [hostTensor([0, 1, -2]), hostTensor([0, 1, -2])], apply: (a, b) => logaddexp(a, b) },
    {
      name: "large ones and infinities",
      inputs: [hostTensor([1000, -1000, Infinity, -Infinity]), hostTensor([999, -1001, Infinity, -Infinity])],
      apply: (a, b) => logaddexp(a, b),
      expected: [1000.3132616875182, -999.6867383124818, Infinity, -Infinity],
      notSmooth: "infinities have no neighbors",
      torch: { none: "its gradient is NaN where both are infinite" },
    },
  ],
  errors: [
    {
      name: "shapes that do not broadcast",
      inputs: [f32(2, 3), f32(4)],
      apply: (a, b) => logaddexp(a, b),
      code: "SHAPE_MISMATCH",
    },
  ],
};
