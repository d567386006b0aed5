/** Samples of movingSum. */
import { f32, hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { movingSum } from "./moving-sum.ts";

/** Samples of movingSum. */
export const samples: OpSamples = {
  op: movingSum,
  samples: [
    {
      name: "a row",
      inputs: [hostTensor([1, 2, 3, 4])],
      apply: (x) => movingSum(x, { width: 2 }),
      expected: [1, 3, 5, 7],
    },
    { name: "rows", inputs: [sampleTensor([2, 5])], apply: (x) => movingSum(x) },
    { name: "what is ahead", inputs: [sampleTensor([1, 7])], apply: (x) => movingSum(x, { ahead: true }) },
  ],
  tensorReference: ([x], { width, ahead }) => {
    const extent = x?.shape.at(-1) ?? 1;
    const rows = Array.from({ length: (x?.data.length ?? 0) / extent }, (_, row) => {
      const elements = Array.from(x?.data.slice(row * extent, (row + 1) * extent) ?? []);
      return elements.map((_element, at) => {
        const [from, to] = ahead === true ? [at, at + Number(width)] : [at + 1 - Number(width), at + 1];
        return elements.slice(Math.max(0, from), to).reduce((total, each) => total + each, 0);
      });
    });
    return x?.shape.length === 1 ? rows.flat() : rows;
  },
  errors: [
    { name: "an empty window", inputs: [f32(4)], apply: (x) => movingSum(x, { width: 0 }), code: "ATTRIBUTE_INVALID" },
  ],
};
