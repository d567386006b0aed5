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
  tensorReference: ([x]) => {
    const width = x?.shape.at(-1) ?? 1;
    const rows = Array.from({ length: (x?.data.length ?? 0) / width }, (_, row) =>
      Array.from(x?.data.slice(row * width, (row + 1) * width) ?? []).sort((one, other) => one - other),
    );
    return x?.shape.length === 1 ? rows.flat() : rows;
  },
};
