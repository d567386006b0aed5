/** Samples of manhattanDistance. */
import { f32, i32, sampleTensor, type OpSamples } from "@rensa/core";
import { manhattanDistance } from "./manhattan-distance.ts";

/** Samples of manhattanDistance. */
export const samples: OpSamples = {
  op: manhattanDistance,
  samples: [
    {
      name: "rows",
      inputs: [sampleTensor([4, 3]), sampleTensor([4, 3], -1.3, 1)],
      apply: (x, y) => manhattanDistance(x, y),
      torch: "(x - y).abs().sum(-1)",
    },
    {
      name: "columns, broadcast",
      inputs: [sampleTensor([3, 4]), sampleTensor([3, 1], -1.3, 1)],
      apply: (x, y) => manhattanDistance(x, y, 0),
      torch: "(x - y).abs().sum(0)",
    },
  ],
  errors: [
    {
      name: "shapes that do not broadcast",
      inputs: [f32(3, 4), f32(2, 4)],
      apply: (x, y) => manhattanDistance(x, y),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "an axis that is not there",
      inputs: [f32(3), f32(3)],
      apply: (x, y) => manhattanDistance(x, y, 1),
      code: "ATTRIBUTE_INVALID",
    },
    { name: "integers", inputs: [i32(3), i32(3)], apply: (x, y) => manhattanDistance(x, y), code: "DTYPE_MISMATCH" },
  ],
};
