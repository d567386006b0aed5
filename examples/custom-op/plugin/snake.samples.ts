/** Samples of snake. */
import { f32, sampleTensor, type OpSamples } from "@rensa/core";
import { snake } from "./snake.ts";

/** Samples of snake. */
export const samples: OpSamples = {
  op: snake,
  samples: [
    { name: "a matrix", inputs: [sampleTensor([3, 4])], apply: (x) => snake(x) },
    {
      name: "twice the frequency",
      inputs: [sampleTensor([5])],
      apply: (x) => snake(x, { a: 2 }),
      reference: (x) => x + Math.sin(2 * x) ** 2 / 2,
    },
  ],
  errors: [{ name: "a frequency of 0", inputs: [f32(2)], apply: (x) => snake(x, { a: 0 }), code: "ATTRIBUTE_INVALID" }],
  reference: (x) => x + Math.sin(x) ** 2,
};
