/** Samples of eye. */
import type { OpSamples } from "@rensa/core";
import { eye } from "./eye.ts";

/** Samples of eye. */
export const samples: OpSamples = {
  op: eye,
  samples: [
    {
      name: "a square",
      inputs: [],
      apply: () => eye(2),
      expected: [
        [1, 0],
        [0, 1],
      ],
      torch: "torch.eye(2)",
    },
    { name: "a rectangle", inputs: [], apply: () => eye(5, 3, "f64"), torch: "torch.eye(5, 3)" },
    { name: "integers", inputs: [], apply: () => eye(1, 4, "i32"), torch: "torch.eye(1, 4, dtype=torch.int64)" },
  ],
  errors: [{ name: "half a row", inputs: [], apply: () => eye(0.5), code: "ATTRIBUTE_INVALID" }],
};
