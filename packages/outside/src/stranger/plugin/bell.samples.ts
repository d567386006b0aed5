/** Samples of bell. */
import { f32, sampleTensor, type OpSamples } from "@rensa/core";
import { neg } from "@rensa/ops";
import { bell } from "./bell.ts";

export const bellSamples: OpSamples = {
  op: bell,
  samples: [
    { name: "a matrix", inputs: [sampleTensor([3, 5])], apply: (x) => bell(x) },
    {
      name: "of a negative, wider",
      inputs: [sampleTensor([7])],
      apply: (x) => bell(neg(x), { width: 2 }),
      reference: (x) => Math.exp(-((x / 2) ** 2)),
    },
  ],
  errors: [{ name: "no width", inputs: [f32(2)], apply: (x) => bell(x, { width: 0 }), code: "ATTRIBUTE_INVALID" }],
  reference: (x) => Math.exp(-x * x),
};
