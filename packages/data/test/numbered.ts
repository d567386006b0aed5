/** Data sets of numbered examples. */
import { type TensorType } from "@rensa/core";
import { Dataset } from "../src/dataset.ts";

/** Examples whose input is [row, row + 0.5] and whose target is the row. */
export const numbered = (size: number, first = 0) =>
  Dataset.fromArrays({
    inputs: Float32Array.from({ length: 2 * size }, (_, index) => first + index / 2),
    targets: Int32Array.from({ length: size }, (_, row) => first + row),
    shape: [2],
  });

export const labelsOf = (dataset: Dataset<unknown, TensorType<readonly [], "i32">>) =>
  Array.from({ length: dataset.size }, (_, row) => dataset.at(row).targets.data[0]!);
