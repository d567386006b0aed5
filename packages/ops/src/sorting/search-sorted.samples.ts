/** Samples of searchSorted. */
import { f32, hostTensor, i32, sampleTensor, type OpSamples } from "@rensa/core";
import { searchSorted } from "./search-sorted.ts";

/** Samples of searchSorted. */
export const samples: OpSamples = {
  op: searchSorted,
  samples: [
    {
      name: "one row, equal elements",
      inputs: [
        hostTensor([1, 2, 2, 4, 7]),
        hostTensor(
          [
            [0, 1, 2, 3],
            [7, 8, -1, Number.NaN],
          ],
          [2, 4],
        ),
      ],
      apply: (sorted, values) => searchSorted(sorted, values),
      expected: [
        [0, 0, 1, 3],
        [4, 5, 0, 5],
      ],
      torch: "torch.searchsorted(sorted, values)",
    },
    {
      name: "after equal elements",
      inputs: [hostTensor([1, 2, 2, 4, 7, 7, 7, 9]), hostTensor([2, 7, 9, 1])],
      apply: (sorted, values) => searchSorted(sorted, values, { side: "right" }),
      expected: [3, 7, 8, 1],
      torch: "torch.searchsorted(sorted, values, right=True)",
    },
    {
      name: "a row for each row",
      inputs: [
        hostTensor(
          [
            [-1, 0, 1],
            [-0.5, 0.1, 0.2],
          ],
          [2, 3],
        ),
        sampleTensor([2, 5]),
      ],
      apply: (sorted, values) => searchSorted(sorted, values),
      torch: "torch.searchsorted(sorted, values)",
    },
    {
      name: "integers, one element",
      inputs: [hostTensor([3], [1], "i32"), hostTensor([2, 3, 4], [3], "i32")],
      apply: (sorted, values) => searchSorted(sorted, values),
      expected: [0, 0, 1],
      torch: "torch.searchsorted(sorted, values)",
    },
  ],
  errors: [
    {
      name: "rows that do not suit",
      inputs: [f32(2, 3), f32(3, 5)],
      apply: (sorted, values) => searchSorted(sorted, values),
      code: "SHAPE_MISMATCH",
    },
    {
      name: "two dtypes",
      inputs: [f32(3), i32(5)],
      apply: (sorted, values) => searchSorted(sorted, values),
      code: "DTYPE_MISMATCH",
    },
    {
      name: "another side",
      inputs: [f32(3), f32(5)],
      apply: (sorted, values) => searchSorted(sorted, values, { side: "both" as "left" }),
      code: "ATTRIBUTE_INVALID",
    },
  ],
};
