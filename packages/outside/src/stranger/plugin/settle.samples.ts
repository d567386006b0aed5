/** Samples of settle. */
import { f32, sampleTensor, type OpSamples, type Tensor } from "@rensa/core";
import { add, mul } from "@rensa/ops";
import { settle } from "./settle.ts";

const halfway = (x: Tensor): Tensor => add(mul(x, 0.5), 1);

export const settleSamples: OpSamples = {
  op: settle,
  samples: [
    { name: "a step", inputs: [sampleTensor([3])], apply: (x) => settle(x, halfway, 1), reference: (x) => x / 2 + 1 },
    {
      name: "three steps",
      inputs: [sampleTensor([2, 3])],
      apply: (x) => settle(x, halfway, 3),
      reference: (x) => x / 8 + 1.75,
    },
  ],
  errors: [{ name: "no steps", inputs: [f32(2)], apply: (x) => settle(x, halfway, 0), code: "ATTRIBUTE_INVALID" }],
};
