/** Samples of sortRows. */
import { hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { sortRows } from "./sort-rows.ts";

/** Samples of sortRows. */
export const samples: OpSamples = {
  op: sortRows,
  samples: [
    { name: "a row", inputs: [hostTensor([3, 1, 2])], apply: (x) => sortRows(x), expected: [1, 2, 3] },
    { name: "rows", inputs: [sampleTensor([2, 5])], apply: (x) => sortRows(x) },
  ],
};
