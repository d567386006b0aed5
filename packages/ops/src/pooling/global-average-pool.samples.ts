/** Samples of globalAveragePool. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { globalAveragePool } from "./global-average-pool.ts";

/** Samples of globalAveragePool. */
export const samples: OpSamples = {
  op: globalAveragePool,
  samples: [
    {
      name: "an image",
      inputs: [sampleTensor([2, 3, 2, 3])],
      apply: (x) => globalAveragePool(x),
      torch: "x.mean((1, 2))",
    },
    {
      name: "one spatial axis, by hand",
      inputs: [hostTensor([1, 2, 3, 4, 8, 9], [1, 3, 2], "f32")],
      apply: (x) => globalAveragePool(x),
      expected: [[4, 5]],
      torch: "x.mean(1)",
    },
  ],
  errors: [{ name: "a matrix", inputs: [f32(3, 3)], apply: (x) => globalAveragePool(x), code: "RANK_MISMATCH" }],
};
