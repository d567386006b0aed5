/** Samples of loudnessNorm. */
import { sampleTensor, type OpSamples } from "@rensa/core";
import { loudnessNorm } from "./loudness-norm.ts";

/** Samples of loudnessNorm. */
export const samples: OpSamples = {
  op: loudnessNorm,
  samples: [
    { name: "rows", inputs: [sampleTensor([3, 4])], apply: (x) => loudnessNorm(x) },
    { name: "a large epsilon", inputs: [sampleTensor([2, 5])], apply: (x) => loudnessNorm(x, { epsilon: 0.5 }) },
  ],
  tensorReference: ([x], { epsilon }) => {
    const [rows = 0, width = 1] = x?.shape ?? [];
    return Array.from({ length: rows }, (_, row) => {
      const elements = Array.from(x?.data.slice(row * width, (row + 1) * width) ?? []);
      const square = elements.reduce((total, each) => total + each ** 2, 0) / width;
      return elements.map((each) => each / Math.sqrt(square + Number(epsilon)));
    });
  },
};
